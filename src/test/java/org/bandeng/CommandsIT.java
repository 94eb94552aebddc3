package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.TestProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of the jar, beside a program that runs on the same data directory. */
class CommandsIT {

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
    }

    @Test
    void theMenuIsPublishedInRealCharacters() throws Exception {
        Finished menu = run(arguments(), "menu", "publish");

        assertThat(menu.exit).as(menu.output).isZero();
        assertThat(menu.output).contains("The menu is published");
        assertThat(weChat.postsTo("/cgi-bin/menu/create")).singleElement().satisfies(call -> {
            String body = new String(call.getBody(), StandardCharsets.UTF_8);
            assertThat(body)
                    .contains("报修", "\"type\":\"view\"", House.PUBLIC_URL + "/r/me")
                    .doesNotContain("\\u");
        });
    }

    @Test
    void doorCodesAreMadeInTheStoresOfTheRunningProgram() throws Exception {
        Finished codes = run(arguments(), "qr", "make");

        assertThat(codes.exit).as(codes.output).isZero();
        assertThat(codes.output).contains("QR codes were made");
        assertThat(program.value("select count(*) > 0 from place_qr")).isEqualTo(true);
    }

    @Test
    void whatWentWrongIsSaidAndTheExitSaysSo() throws Exception {
        weChat.answers("/cgi-bin/menu/create", 40054, "invalid sub button url domain");

        Finished menu = run(arguments(), "menu", "publish");

        assertThat(menu.exit).isEqualTo(1);
        assertThat(menu.output).contains("That did not work", "40054");
    }

    private List<String> arguments() {
        return Stream.concat(
                        Stream.of(House.arguments()),
                        Stream.of("--bandeng.data-dir=" + program.property("bandeng.data-dir")))
                .toList();
    }

    private record Finished(int exit, String output) {}

    private static Finished run(List<String> arguments, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                System.getProperty("bandeng.jar")));
        line.addAll(List.of(command));
        line.addAll(arguments);
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Finished(process.exitValue(), output);
    }
}
