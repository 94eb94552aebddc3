package org.bandeng.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class FlywayAddressTest {

    @Test
    void isTheSameDatabaseInTheWordsOfJdbc() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.r2dbc.url", "r2dbc:pool:postgresql://db.example:5433/bandeng?maxSize=9")
                .withProperty("spring.r2dbc.username", "bandeng")
                .withProperty("spring.r2dbc.password", "secret");

        assertThat(FlywayAddress.from(environment))
                .containsEntry("spring.flyway.url", "jdbc:postgresql://db.example:5433/bandeng")
                .containsEntry("spring.flyway.user", "bandeng")
                .containsEntry("spring.flyway.password", "secret");
    }

    @Test
    void takesTheUserOutOfTheUrl() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.r2dbc.url", "r2dbcs:postgresql://bandeng:p%40ss@db.example/bandeng");

        assertThat(FlywayAddress.from(environment))
                .containsEntry("spring.flyway.url", "jdbc:postgresql://db.example/bandeng?sslmode=require")
                .containsEntry("spring.flyway.user", "bandeng")
                .containsEntry("spring.flyway.password", "p@ss");
    }

    @Test
    void leavesAloneWhatWasSet() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.r2dbc.url", "r2dbc:postgresql://db.example/bandeng")
                .withProperty("spring.flyway.url", "jdbc:postgresql://other.example/bandeng");

        assertThat(FlywayAddress.from(environment)).isEmpty();
    }
}
