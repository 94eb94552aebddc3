package org.bandeng.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.Staff;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketNumber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** What is old and done is forgotten, and nothing else. */
class RetentionIT {

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final Staff wangFang = Staff.wangFang(program);
    private final TestResident auntLi = TestResident.of(program);

    @BeforeEach
    void theOfficeOpens() {
        weChat.works();
    }

    private Object id() {
        return program.value("select id from resident where open_id = '" + auntLi.openId() + "'");
    }

    private long messages() {
        return (long) program.value("select count(*) from message where resident_id = " + id());
    }

    /** Everything of hers happened three years earlier. */
    private void threeYearsPass() {
        for (String sql : new String[] {
            "update message set created_at = created_at - interval '3 years' where resident_id = " + id(),
            "update ticket set updated_at = updated_at - interval '3 years' where resident_id = " + id()
        }) {
            program.bean(DatabaseClient.class).sql(sql).then().block();
        }
    }

    private void theProgramTidiesUp() {
        program.bean(Retention.class).forgetOld().block();
    }

    @Test
    void whatIsDoneAndOldIsForgottenWithItsPictures() {
        TicketNumber number = auntLi.reports("6号楼1单元楼道灯坏了");
        auntLi.sendsPicture("media-of-long-ago");
        await("the picture").until(() -> program.value(
                        "select count(*) from media where status = 'stored' and resident_id = " + id())
                .equals(1L));
        Path file = Path.of(program.property("bandeng.data-dir"))
                .resolve("media")
                .resolve((String) program.value("select file from media where resident_id = " + id()));
        wangFang.does(TicketAction.ACCEPT, number, "");
        wangFang.does(TicketAction.RESOLVE, number, "换了灯泡");
        auntLi.says("5");
        auntLi.says("没有");
        await("closed").until(() -> program.value("select not open from ticket where number = " + number)
                .equals(true));
        assertThat(file).exists();
        threeYearsPass();
        auntLi.says("你好");

        theProgramTidiesUp();

        assertThat(messages()).as("what she said today, and the answer").isEqualTo(2L);
        assertThat(file).doesNotExist();
        assertThat(program.value(
                        "select count(*) from ticket_event e join ticket t on t.id = e.ticket_id where t.number = "
                                + number))
                .as("the history of the ticket stays")
                .isNotEqualTo(0L);
        assertThat(Files.exists(file.getParent())).isTrue();
    }

    @Test
    void nothingOfAnOpenTicketIsForgotten() {
        auntLi.reports("6号楼2单元电梯总是抖");
        auntLi.says("还在抖，老人不敢坐");
        long before = messages();
        threeYearsPass();
        program.bean(DatabaseClient.class)
                .sql("update ticket set opened_at = opened_at - interval '3 years' where resident_id = " + id())
                .then()
                .block();

        theProgramTidiesUp();

        assertThat(messages()).isEqualTo(before);
    }
}
