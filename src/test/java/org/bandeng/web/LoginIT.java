package org.bandeng.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.time.Instant;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.support.Clerk;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Coming in: with the password, with the code of the phone, and not by guessing. */
class LoginIT {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final TestProgram program = House.program();
    private final Clerk clerk = new Clerk(program);
    private final String username = "login" + System.nanoTime();
    private final StaffMember member = program.bean(StaffAccounts.class)
            .add(
                    username,
                    "周明",
                    StaffMember.Role.HANDLER,
                    program.bean(PasswordEncoder.class).encode(Staff.PASSWORD))
            .block();

    private String logsIn(String password) throws Exception {
        return clerk.logIn(username, password).headers().firstValue("location").orElseThrow();
    }

    @Test
    void whoGuessesPasswordsIsSentAwayForAWhileThoughTheNextOneIsRight() throws Exception {
        for (int i = 0; i < 8; i++) {
            assertThat(logsIn("guess-" + i)).endsWith("/login?error");
        }

        assertThat(logsIn(Staff.PASSWORD)).endsWith("/login?wait");
        assertThat(clerk.get("/login?wait").body()).contains("过一刻钟再试");
        assertThat(program.value("select count(*) from audit_entry where action = 'login-failed' and subject = '%s'"
                        .formatted(username)))
                .isEqualTo(8L);
        aQuarterOfAnHourPasses();
        assertThat(logsIn(Staff.PASSWORD)).endsWith("/inbox");
    }

    private void aQuarterOfAnHourPasses() {
        ReactiveStringRedisTemplate redis = program.bean(ReactiveStringRedisTemplate.class);
        redis.keys("bandeng:login:*").flatMap(redis::delete).blockLast();
    }

    @Test
    void whoMistypedBeginsAnewOnceTheyAreIn() throws Exception {
        for (int i = 0; i < 5; i++) {
            logsIn("mistyped");
            logsIn("mistyped");
            assertThat(logsIn(Staff.PASSWORD)).endsWith("/inbox");
        }
        aQuarterOfAnHourPasses();
    }

    @Test
    void withASecondFactorThePasswordAloneIsNotEnough() throws Exception {
        assertThat(logsIn(Staff.PASSWORD)).endsWith("/inbox");
        Document page = Jsoup.parse(clerk.get("/inbox/account/second-factor").body());
        String key = page.selectFirst(".form-hint").text().replaceAll(".*?([A-Z2-7]{32}).*", "$1");
        assertThat(page.selectFirst(".factor-code path").attr("d")).isNotBlank();

        clerk.submit(page, "/inbox/account/second-factor", Map.of("code", "000000", "password", Staff.PASSWORD));
        assertThat(hasSecondFactor()).as("a wrong code begins nothing").isFalse();
        clerk.submit(page, "/inbox/account/second-factor", Map.of("code", code(key), "password", "somebody else's"));
        assertThat(hasSecondFactor()).as("nor does a stranger at an open page").isFalse();
        clerk.submit(page, "/inbox/account/second-factor", Map.of("code", code(key), "password", Staff.PASSWORD));
        assertThat(hasSecondFactor()).isTrue();

        Clerk another = new Clerk(program);
        assertThat(another.logIn(username, Staff.PASSWORD).headers().firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/login?error"));
        String now = code(key);
        assertThat(comesIn(another, now)).endsWith("/inbox");
        assertThat(comesIn(new Clerk(program), now)).as("a code is good once").endsWith("/login?error");
    }

    private String comesIn(Clerk who, String code) throws Exception {
        return who.submit(
                        Jsoup.parse(who.get("/login").body()),
                        "/login",
                        Map.of("username", username, "password", Staff.PASSWORD, "code", code))
                .headers()
                .firstValue("location")
                .orElseThrow();
    }

    private boolean hasSecondFactor() {
        return program.value("select totp_key is not null from staff where id = "
                        + member.id().value())
                .equals(true);
    }

    /** What the phone shows, by RFC 6238. */
    private static String code(String base32) throws Exception {
        byte[] key = new byte[20];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (char each : base32.toCharArray()) {
            buffer = buffer << 5 | BASE32.indexOf(each);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                key[at++] = (byte) (buffer >> bits);
            }
        }
        TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
        return generator.generateOneTimePasswordString(new SecretKeySpec(key, generator.getAlgorithm()), Instant.now());
    }

    @Test
    void whoReadsIsWrittenDownAndOnlyAdministratorsSeeThat() throws Exception {
        assertThat(logsIn(Staff.PASSWORD)).endsWith("/inbox");
        assertThat(clerk.get("/inbox/audit").statusCode()).isEqualTo(403);
        clerk.get("/inbox/tickets.csv?text=1010");

        Clerk admin = new Clerk(program);
        admin.logIn("admin", Staff.PASSWORD);
        String log = admin.get("/inbox/audit?person=" + member.id().value()).body();
        assertThat(log).contains("登录", "导出", "tickets.csv", "text=1010");
    }

    @Test
    void whoeverElseIsLoggedInHasToLogInAgainWhenThePasswordIsChanged() throws Exception {
        Clerk stranger = new Clerk(program);
        stranger.logIn(username, Staff.PASSWORD);
        assertThat(stranger.get("/inbox").statusCode()).isEqualTo(200);
        logsIn(Staff.PASSWORD);

        String location = clerk.submit(
                        Jsoup.parse(clerk.get("/inbox/account").body()),
                        "/inbox/account",
                        Map.of("current", Staff.PASSWORD, "password", "quite-another", "repeated", "quite-another"))
                .headers()
                .firstValue("location")
                .orElseThrow();

        assertThat(location).endsWith("/login?changed");
        assertThat(clerk.get("/login?changed").body()).contains("请用新的重新登录");
        assertThat(logsIn("quite-another")).endsWith("/inbox");
        assertThat(clerk.get("/inbox").statusCode()).as("at once").isEqualTo(200);
        await("the stranger").until(() -> stranger.get("/inbox").statusCode() == 302);
    }

    @Test
    void anAdministratorLetsInWhoForgotThePassword() throws Exception {
        for (int i = 0; i < 8; i++) {
            logsIn("guess-" + i);
        }
        assertThat(logsIn(Staff.PASSWORD)).endsWith("/login?wait");
        Clerk admin = new Clerk(program);
        admin.logIn("admin", Staff.PASSWORD);

        String reset = "/inbox/staff/%d/password".formatted(member.id().value());
        Document staff = Jsoup.parse(admin.get("/inbox/staff").body());
        assertThat(admin.submit(staff, reset, Map.of("password", "short"))
                        .headers()
                        .firstValue("location"))
                .hasValue("/inbox/staff?said=weak");
        assertThat(admin.submit(staff, reset, Map.of("password", "from-the-admin"))
                        .headers()
                        .firstValue("location"))
                .hasValue("/inbox/staff?said=reset");

        assertThat(logsIn("from-the-admin")).endsWith("/inbox");
        assertThat(program.value(
                        "select detail from audit_entry where action = 'staff' and subject = '%d/password' order by id desc"
                                .formatted(member.id().value())))
                .isEqualTo(username);
    }

    @Test
    void whatSomebodyMayNotSeeIsRefusedAndWrittenDown() throws Exception {
        logsIn(Staff.PASSWORD);

        assertThat(clerk.get("/inbox/staff").statusCode()).isEqualTo(403);
        assertThat(clerk.get("/inbox/tickets/999999999").statusCode()).isEqualTo(404);

        assertThat(program.rows("select subject from audit_entry where action = 'refused' and staff_id = %d order by id"
                        .formatted(member.id().value())))
                .extracting(row -> row.get("subject"))
                .containsExactly("/inbox/staff", "/inbox/tickets/999999999");
    }

    @Test
    void whatChangedInSomebodysRightsIsWrittenDown() throws Exception {
        Clerk admin = new Clerk(program);
        admin.logIn("admin", Staff.PASSWORD);
        String change = "/inbox/staff/" + member.id().value();

        admin.submit(
                Jsoup.parse(admin.get("/inbox/staff").body()), change, Map.of("role", "viewer", "scope", "幸福里3号楼"));

        assertThat(program.value(
                        "select detail from audit_entry where action = 'staff' and subject = '%d' order by id desc"
                                .formatted(member.id().value())))
                .isEqualTo(username + ": handler → viewer 幸福里3号楼");
    }

    @Test
    void whatWasTypedOfANewAccountIsStillThereWhenItIsRefused() throws Exception {
        Clerk admin = new Clerk(program);
        admin.logIn("admin", Staff.PASSWORD);

        Document told = Jsoup.parse(admin.submit(
                        Jsoup.parse(admin.get("/inbox/staff").body()),
                        "/inbox/staff",
                        Map.of(
                                "username", username,
                                "name", "赵敏",
                                "password", Staff.PASSWORD,
                                "role", "dispatcher",
                                "scope", "幸福里3号楼"))
                .body());

        assertThat(told.text()).contains("这个用户名已经有了");
        assertThat(told.selectFirst("#new-name").val()).isEqualTo("赵敏");
        assertThat(told.selectFirst("#new-scope").val()).isEqualTo("幸福里3号楼");
        assertThat(told.selectFirst("#new-role option[selected]").val()).isEqualTo("dispatcher");
        assertThat(told.selectFirst("#new-password").val()).isEmpty();
    }
}
