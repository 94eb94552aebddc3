package org.bandeng.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketNumber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The QR code at the door: made once, and whoever scans it is never asked where again. */
class DoorCodesIT {

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
    }

    @Test
    void eachBuildingAndUnitGetsItsCodeOnce() {
        program.bean(PlaceCodes.class).makeMissing().block();
        Object places = program.value("select count(*) from place where kind in ('building', 'unit')");

        assertThat(program.value("select count(*) from place_qr")).isEqualTo(places);
        assertThat(weChat.postsTo("/cgi-bin/qrcode/create")).allSatisfy(call -> assertThat(call.getBodyAsString())
                .contains("QR_LIMIT_STR_SCENE", "\"scene_str\":\"place-"));
        assertThat(program.bean(PlaceCodes.class).makeMissing().block()).isZero();
    }

    @Test
    void whoFollowsByTheCodeAtTheirDoorIsNotAskedWhere() {
        assertThat(auntLi.event("subscribe", "qrscene_" + scene("幸福里", "3号楼", "2单元")))
                .contains("幸福里社区", "您住在幸福里3号楼2单元");

        assertThat(place(auntLi.reports("楼道灯坏了"))).isEqualTo("幸福里3号楼2单元");
    }

    @Test
    void aPlaceThatIsSaidCountsMoreThanTheHome() {
        auntLi.event("SCAN", scene("幸福里", "3号楼", "2单元"));

        assertThat(place(auntLi.reports("5号楼1单元楼道灯坏了"))).isEqualTo("幸福里5号楼1单元");
    }

    @Test
    void halfAPlaceIsMadeWholeByTheHome() {
        auntLi.event("SCAN", scene("幸福里", "3号楼", "2单元"));

        assertThat(place(auntLi.reports("3号楼楼道灯坏了"))).isEqualTo("幸福里3号楼2单元");
    }

    @Test
    void theHomeCanBeChangedByWordsAndByAnotherCode() {
        assertThat(auntLi.event("SCAN", scene("幸福里", "3号楼", "1单元"))).contains("换地址");
        auntLi.says("换地址");
        assertThat(auntLi.says("5号楼1单元601")).contains("幸福里5号楼1单元601");
        assertThat(home()).isEqualTo("1单元 601");

        auntLi.event("SCAN", scene("幸福里", "3号楼", "2单元"));
        assertThat(home()).isEqualTo("2单元 ");
    }

    @Test
    void aCodeThatIsNobodysDoorIsAnsweredAllTheSame() {
        assertThat(auntLi.event("SCAN", "place-999999999")).contains("不认识");
        assertThat(auntLi.event("SCAN", "old-campaign")).contains("不认识");
    }

    private String home() {
        return (String) program.value(
                "select p.name || ' ' || r.home_room from resident r join place p on p.id = r.home_id where r.open_id = '%s'"
                        .formatted(auntLi.openId()));
    }

    private String place(TicketNumber number) {
        return (String) program.value("select place_text from ticket where number = " + number);
    }

    private String scene(String compound, String building, String unit) {
        Object id = program.value("""
                select u.id from place u join place b on b.id = u.parent_id join place c on c.id = b.parent_id
                where c.name = '%s' and b.name = '%s' and u.name = '%s'""".formatted(compound, building, unit));
        return "place-" + id;
    }
}
