package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bandeng.community.DirectoryImport;
import org.bandeng.community.Invitations;
import org.bandeng.community.StaffId;
import org.bandeng.support.Clerk;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.MutableClock;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What stories of months need: a town with its office, a steward and a clerk, days that pass when the story says so, and WeChat.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TownStories {

    static final Pattern NUMBER_OF_TICKET = Pattern.compile("编号 ([0-9]{4,9})");

    final FakeWeChat weChat = House.weChat();
    final MutableClock clock = MutableClock.Months.clock();
    TestProgram program;
    Clerk clerk;
    Staff wangFang;
    TestResident stewardChen;

    @BeforeAll
    void openTheOffice() throws Exception {
        Path dialogs = House.temporary();
        try (Stream<Path> files = Files.list(Path.of("dialogs"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                Files.writeString(
                        dialogs.resolve(file.getFileName()), text.replace("template: sandbox-", "template: TEMPLATE_"));
            }
        }
        String[] arguments = Stream.of(
                        House.arguments("--bandeng.wechat.compatible=true", "--bandeng.session.longest=3650d"))
                .map(each -> each.startsWith("--bandeng.dialogs.path=") ? "--bandeng.dialogs.path=" + dialogs : each)
                .toArray(String[]::new);
        program = TestProgram.start(House.temporary(), List.of(MutableClock.Months.class), arguments);
        program.bean(DirectoryImport.class)
                .take(List.of(new DirectoryImport.NamedFile("people.csv", """
                        name,role,scope,rank,duty
                        陈秀英,红管家,幸福里5号楼,1,
                        """)))
                .block();
        weChat.works();
        stewardChen = bound("陈秀英");
        wangFang = Staff.wangFang(program);
    }

    @AfterAll
    void closeTheOffice() {
        program.close();
    }

    @BeforeEach
    void aNewWeekBegins() throws Exception {
        weChat.works();
        LocalDate monday = LocalDate.now(clock).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        clock.becomes(monday + "T09:00");
        clerk = new Clerk(program);
        clerk.logIn("admin", Staff.PASSWORD);
        stewardChen.says("我的任务");
    }

    TestResident bound(String name) {
        TestResident person = TestResident.of(program);
        long id = (long) program.value("select id from staff where name = '" + name + "'");
        String code = program.bean(Invitations.class).invite(new StaffId(id)).block();
        assertThat(person.says("绑定 " + code)).contains(name + "，欢迎您");
        return person;
    }

    TestResident livingAt(String home) {
        TestResident resident = TestResident.of(program);
        resident.says("换地址");
        assertThat(resident.says(home)).contains("记下了");
        return resident;
    }

    Document page(String address) throws Exception {
        return Jsoup.parse(clerk.get(address).body());
    }

    void does(String topic, String action, String note) throws Exception {
        String at = "/inbox/topics/" + topic;
        clerk.submit(page(at), at + "/" + action, Map.of("note", note));
    }

    String status(String topic) {
        return (String) program.value("select status from topic where number = " + topic);
    }

    static String found(String sentence, String pattern) {
        return Pattern.compile(pattern)
                .matcher(sentence)
                .results()
                .map(result -> result.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + pattern + " in: " + sentence));
    }

    String occasion(Map<String, String> form) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("venue", "小广场", "from", "09:00", "to", "11:00", "day", ""));
        all.putAll(form);
        String location = clerk.submit(page("/inbox/occasions"), "/inbox/occasions", all)
                .headers()
                .firstValue("location")
                .orElseThrow();
        assertThat(location).matches("/inbox/occasions/[0-9]+");
        return location.replaceAll(".*/", "");
    }
}
