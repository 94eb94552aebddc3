package org.bandeng.conversation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bandeng.dialog.Notices;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Scripts;
import org.bandeng.dialog.yaml.DialogFiles;
import org.bandeng.understanding.ExampleUnderstanding;
import org.bandeng.understanding.Understanding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the scripts and teaches their examples to the understanding. */
@Configuration(proxyBeanMethods = false)
class ConversationConfiguration {

    @Bean
    DialogFiles dialogFiles(DialogProperties properties) {
        return DialogFiles.read(properties.path().toAbsolutePath().normalize());
    }

    @Bean
    Scripts scripts(DialogFiles files) {
        return files.scripts();
    }

    @Bean
    Notices notices(DialogFiles files) {
        return files.notices();
    }

    @Bean
    Understanding understanding(Scripts scripts) {
        Map<String, List<String>> examples = scripts.all().stream()
                .filter(script -> !script.examples().isEmpty())
                .collect(Collectors.toMap(Script::name, Script::examples));
        return new ExampleUnderstanding(examples);
    }
}
