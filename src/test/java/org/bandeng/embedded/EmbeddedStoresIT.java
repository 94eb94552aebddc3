package org.bandeng.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bandeng.support.House;
import org.bandeng.support.PackagedProgram;
import org.bandeng.support.TestProgram;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;

/** The stores that the program brings along: real ones, durable, its own. */
class EmbeddedStoresIT {

    @Test
    void postgreSqlForgetsNothingThatItConfirmed() {
        TestProgram program = House.program();

        assertThat(program.value("show fsync")).isEqualTo("on");
        assertThat(program.value("show synchronous_commit")).isEqualTo("on");
        assertThat(program.value("show full_page_writes")).isEqualTo("on");
        assertThat(program.value("show listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void redisKeepsAnAppendOnlyFile() {
        assertThat(House.program()
                        .bean(ReactiveRedisConnectionFactory.class)
                        .getReactiveConnection()
                        .serverCommands()
                        .getConfig("appendonly")
                        .block())
                .containsEntry("appendonly", "yes");
    }

    @Test
    void twoProgramsSideBySideDoNotSeeEachOther() {
        try (TestProgram other = TestProgram.start(House.temporary())) {
            assertThat(other.property("spring.r2dbc.url"))
                    .isNotEqualTo(House.program().property("spring.r2dbc.url"));
            assertThat(other.value("select count(*) from message")).isEqualTo(0L);
        }
    }

    @Test
    void nobodyElseOnTheMachineCanReadTheData() throws IOException {
        Path data = House.temporary();
        Path folder = data.resolve("own");
        try (TestProgram program = TestProgram.start(folder)) {
            assertThat(program.port()).isPositive();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            folder.resolve("postgresql").resolve("password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aTakenDataDirectoryIsSaidInPlainWords() {
        Path data = House.temporary();
        try (TestProgram first = TestProgram.start(data)) {
            PackagedProgram second = PackagedProgram.launch(data);

            assertThat(second.ended()).isNotZero();
            assertThat(second.console())
                    .contains("The data directory \"%s\" is in use by another Bandeng".formatted(data))
                    .contains("--bandeng.data-dir=/another/folder")
                    .doesNotContain("\tat ");
            assertThat(first.value("select 1")).isEqualTo(1);
        }
    }

    @Test
    void aTakenPortIsSaidInPlainWords() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            PackagedProgram program =
                    PackagedProgram.launch(House.temporary(), "--server.port=" + taken.getLocalPort());

            assertThat(program.ended()).isNotZero();
            assertThat(program.console())
                    .contains("Port %d was already in use".formatted(taken.getLocalPort()))
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aMistakeInAScriptIsSaidWithItsPlace() throws IOException {
        Path dialogs = House.temporary();
        Files.writeString(
                dialogs.resolve("repair.yaml"), "dialog: repair\ntitle: 报修\nstart: [报修]\nsteps:\n  - sya: 您好\n");

        PackagedProgram program = PackagedProgram.launch(House.temporary(), "--bandeng.dialogs.path=" + dialogs);

        assertThat(program.ended()).isNotZero();
        assertThat(program.console())
                .contains("repair.yaml:5:5:", "did you mean \"say\"")
                .doesNotContain("\tat ");
    }

    @Test
    void aMistakeInTheDirectoryFileIsSaidWithItsPlace() throws IOException {
        Path file = House.temporary().resolve("places.csv");
        Files.writeString(file, "compound,building,unit,spot,aliases,office\n幸福里,,2单元,,,\n");

        PackagedProgram program = PackagedProgram.launch(House.temporary(), "--bandeng.community.import=" + file);

        assertThat(program.ended()).isNotZero();
        assertThat(program.console())
                .contains("places.csv: row 2: column unit", "needs a building")
                .doesNotContain("\tat ");
    }
}
