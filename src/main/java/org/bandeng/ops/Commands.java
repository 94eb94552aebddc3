package org.bandeng.ops;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bandeng.wechat.AccountMenu;
import org.bandeng.wechat.PlaceCodes;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What can be done from the command line instead of a page: {@code menu publish}, {@code qr make}. */
@Component
public class Commands {

    /** The property that carries the command from the command line. */
    public static final String PROPERTY = "bandeng.command";

    private static final Set<List<String>> ALL = Set.of(List.of("menu", "publish"), List.of("qr", "make"));

    private final AccountMenu menu;
    private final PlaceCodes codes;
    private final Environment environment;

    Commands(AccountMenu menu, PlaceCodes codes, Environment environment) {
        this.menu = menu;
        this.codes = codes;
        this.environment = environment;
    }

    /** The command among the arguments; empty if the program is simply to run. */
    public static Optional<String> in(String... arguments) {
        List<String> words = List.of(arguments).stream()
                .filter(argument -> !argument.startsWith("-"))
                .toList();
        return ALL.contains(words) ? Optional.of(String.join(" ", words)) : Optional.empty();
    }

    /** Runs the command, if there is one, and ends the program. */
    @EventListener(ApplicationReadyEvent.class)
    void run(ApplicationReadyEvent ready) {
        String command = environment.getProperty(PROPERTY, "");
        if (command.isEmpty()) {
            return;
        }
        Mono<String> work = environment.getProperty("bandeng.wechat.app-id", "").isBlank()
                ? Mono.error(new IllegalStateException("no official account is set; the sandbox needs no commands"))
                : work(command);
        int exit = work.map(said -> say(said, 0))
                .onErrorResume(problem -> Mono.just(say("That did not work: " + problem.getMessage(), 1)))
                .blockOptional()
                .orElse(1);
        Thread end = new Thread(
                () -> System.exit(
                        org.springframework.boot.SpringApplication.exit(ready.getApplicationContext(), () -> exit)),
                "command-end");
        end.start();
    }

    private Mono<String> work(String command) {
        return command.equals("menu publish")
                ? menu.publish().thenReturn("The menu is published; phones show it within five minutes.")
                : codes.makeMissing().map(made -> made + " QR codes were made; print them at /inbox/qr.");
    }

    @SuppressWarnings("java:S106")
    private static int say(String words, int exit) {
        System.out.println(words);
        return exit;
    }
}
