package org.bandeng.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One program with its fake platform, and a second one beside it on the same stores; shared by all tests that can share. */
public final class House {

    public static final String APP_ID = "wx5823bf96d3bd56c7";
    public static final String AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

    /** What the console had before somebody changed it. */
    public static final String PREVIOUS_TOKEN = "bandeng-former-token";

    public static final String PREVIOUS_AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    /** Where residents' phones would find the program. */
    public static final String PUBLIC_URL = "https://bench.example.org";

    private static final Path DIALOGS = dialogs();

    private static final FakeWeChat WECHAT = new FakeWeChat();
    private static final Path DATA = temporary();
    private static final TestProgram FIRST = TestProgram.start(DATA, arguments("--bandeng.wechat.compatible=true"));

    private House() {}

    private static final class Second {
        private static final TestProgram PROGRAM = TestProgram.start(DATA, together());

        private static String[] together() {
            List<String> all = new ArrayList<>(List.of(FIRST.storesAsArguments()));
            all.addAll(List.of(arguments("--bandeng.wechat.compatible=true")));
            return all.toArray(String[]::new);
        }
    }

    public static TestProgram program() {
        return FIRST;
    }

    /** Another instance on the same PostgreSQL, Redis and folder of pictures. */
    public static TestProgram secondInstance() {
        return Second.PROGRAM;
    }

    public static FakeWeChat weChat() {
        return WECHAT;
    }

    /** The arguments of a program with an official account. */
    public static String[] arguments(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "--bandeng.wechat.app-id=" + APP_ID,
                "--bandeng.wechat.secret=test-secret",
                "--bandeng.wechat.token=" + TestResident.TOKEN,
                "--bandeng.wechat.encoding-aes-key=" + AES_KEY,
                "--bandeng.wechat.api-base-url=" + WECHAT.address(),
                "--bandeng.wechat.call-timeout=3s",
                "--bandeng.wechat.previous-token=" + PREVIOUS_TOKEN,
                "--bandeng.wechat.previous-encoding-aes-key=" + PREVIOUS_AES_KEY,
                "--bandeng.public-url=" + PUBLIC_URL,
                "--bandeng.dialogs.path=" + DIALOGS,
                "--bandeng.conversation.tell-from=00:00",
                "--bandeng.conversation.tell-until=23:59:59.999",
                "--bandeng.community.name=幸福里社区",
                "--bandeng.community.import=src/main/resources/community/demo.csv"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** The scripts of the house, with templates that the account of the tests has. */
    private static Path dialogs() {
        Path folder = temporary();
        try (Stream<Path> files = Files.list(Path.of("dialogs"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                Files.writeString(
                        folder.resolve(file.getFileName()),
                        // What many tests report alike is no topic here.
                        text.replace("template: sandbox-", "template: TEMPLATE_")
                                .replace("tickets: 3,", "tickets: 0,"));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder that is thrown away with the build. */
    public static Path temporary() {
        try {
            Path parent = Files.createDirectories(Path.of("target", "data").toAbsolutePath());
            return Files.createTempDirectory(parent, "house");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
