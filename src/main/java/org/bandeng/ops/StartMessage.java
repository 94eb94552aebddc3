package org.bandeng.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bandeng.embedded.Embedded;
import org.bandeng.web.FirstAccount;
import org.bandeng.wechat.WeChatProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells whoever started the program, in a few plain lines, where to go from here. */
@Component
class StartMessage {

    private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);

    private final Environment environment;
    private final Embedded embedded;
    private final FirstAccount firstAccount;
    private final WeChatProperties weChat;

    StartMessage(Environment environment, Embedded embedded, FirstAccount firstAccount, WeChatProperties weChat) {
        this.environment = environment;
        this.embedded = embedded;
        this.firstAccount = firstAccount;
        this.weChat = weChat;
    }

    @EventListener(ApplicationReadyEvent.class)
    void show() {
        if (environment.containsProperty(Commands.PROPERTY)) {
            return;
        }
        LOG.info("Bandeng is ready.\n\n{}\n", String.join("\n", lines()));
    }

    private List<String> lines() {
        String address = "http://localhost:" + environment.getProperty("local.server.port", "8080");
        boolean sandbox = weChat.appId().isBlank();
        List<String> lines = new ArrayList<>();
        if (sandbox) {
            lines.add(line("Resident's phone", address + "/simulator"));
        }
        lines.add(line("Staff inbox", address + "/inbox"));
        lines.add(line("Staff login", login(firstAccount.password())));
        lines.add(line(
                "WeChat",
                sandbox
                        ? "sandbox, no account needed; for a real one set bandeng.wechat.app-id"
                        : "account " + weChat.appId() + ", webhook at /wechat"));
        lines.add(line("Data", embedded.dataDirectory().toString()));
        lines.add(line("Embedded", stores()));
        return lines;
    }

    private static String login(Optional<String> password) {
        return password.map(word -> FirstAccount.USERNAME + " / " + word + "   (change it at /inbox/account)")
                .orElse(FirstAccount.USERNAME + ", with the password that was set");
    }

    private String stores() {
        String stores = embedded.portByName().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(store -> "%s on 127.0.0.1:%d".formatted(store.getKey(), store.getValue()))
                .collect(Collectors.joining(", "));
        return stores.isEmpty() ? "nothing; PostgreSQL and Redis are those that were configured" : stores;
    }

    private static String line(String name, String value) {
        return "  %-17s %s".formatted(name, value);
    }
}
