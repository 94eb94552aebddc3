package org.bandeng;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.bandeng.community.DemoTown;
import org.bandeng.ops.Commands;
import org.bandeng.studio.DialogCommands;
import org.bandeng.studio.EvalCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Bandeng: the webhook, the staff inbox and, without a WeChat account, the sandbox; or runs one command and ends. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BandengApplication {

    public static void main(String[] args) {
        Optional<Integer> exit = DialogCommands.run(System.out, args)
                .or(() -> EvalCommand.run(System.out, args))
                .or(() -> DemoTown.run(System.out, args));
        if (exit.isPresent()) {
            System.exit(exit.get());
        }
        SpringApplication.run(
                BandengApplication.class,
                Commands.in(args).map(command -> with(args, command)).orElse(args));
    }

    /** A command runs beside a program that serves, so it takes no port that anybody knows. */
    private static String[] with(String[] args, String command) {
        return Stream.concat(
                        Arrays.stream(args).filter(argument -> argument.startsWith("-")),
                        Stream.of(
                                "--" + Commands.PROPERTY + "=" + command,
                                "--server.port=0",
                                "--server.address=127.0.0.1"))
                .toArray(String[]::new);
    }
}
