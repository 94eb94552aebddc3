package org.bandeng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.bandeng.support.TestResident;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketNumber;
import org.junit.jupiter.api.Test;

/** Works: neighbours know before they hear the drill, what they report hangs on it, they watch over it, and they confirm its end. */
class WorksIT extends TownStories {

    private String sent(Map<String, String> form) throws Exception {
        LocalDate today = LocalDate.now(clock);
        Map<String, String> all = new HashMap<>(Map.of(
                "contractor",
                "业主请的装修队",
                "starts",
                today.toString(),
                "ends",
                today.plusDays(60).toString(),
                "categories",
                "noise"));
        all.putAll(form);
        return clerk.submit(page("/inbox/works"), "/inbox/works", all)
                .headers()
                .firstValue("location")
                .orElseThrow();
    }

    private String announces(Map<String, String> form) throws Exception {
        String location = sent(form);
        assertThat(location).matches("/inbox/works/[0-9]+");
        return location.replaceAll(".*/", "");
    }

    private String at(String number, String action, Map<String, String> form) throws Exception {
        String at = "/inbox/works/" + number;
        return clerk.submit(page(at), at + "/" + action, form)
                .headers()
                .firstValue("location")
                .orElseThrow();
    }

    @Test
    void neighboursKnowOfARenovationBeforeAndWhatTheyReportHangsOnIt() throws Exception {
        TestResident neighbour = livingAt("8号楼1单元301");
        TestResident elsewhere = livingAt("9号楼1单元301");
        assertThat(neighbour.says("施工")).contains("没有登记过的施工");

        Map<String, String> form = Map.of(
                "title", "厨房装修",
                "place", "幸福里8号楼",
                "venue", "8号楼1单元402",
                "phone", "13800000000",
                "noise", "周一至周五 8:00-12:00 14:00-18:00");
        assertThat(sent(with(form, "noise", "白天"))).endsWith("problem=noise");
        assertThat(sent(with(form, "milestones", "拆旧管"))).endsWith("problem=milestones");
        assertThat(sent(with(form, "ends", "2026-01-01"))).endsWith("problem=time");
        assertThat(sent(with(form, "place", "月亮上"))).endsWith("problem=place");
        assertThat(sent(with(form, "title", ""))).endsWith("problem=incomplete");
        String number = announces(form);
        weChat.awaitPush(neighbour.openId(), "施工提醒：厨房装修，在8号楼1单元402");
        assertThat(weChat.pushesTo(neighbour.openId()))
                .anyMatch(push -> push.contains("会有响声的时间：周一至周五 8:00–12:00、14:00–18:00"));
        assertThat(neighbour.says("附近有施工吗？")).isNotEmpty();
        neighbour.says("取消");
        assertThat(neighbour.says("施工")).contains("施工 " + number + " 厨房装修", "影响到您了");

        clock.becomes(LocalDate.now(clock) + "T12:30");
        neighbour.says("楼上装修太吵了");
        String registered = neighbour.says("中午");
        TicketNumber noise = new TicketNumber(Long.parseLong(found(registered, NUMBER_OF_TICKET.pattern())));
        neighbour.says("没有");
        weChat.awaitPush(neighbour.openId(), "编号 %s 和施工 %s（厨房装修）有关".formatted(noise, number));
        assertThat(weChat.pushesTo(neighbour.openId())).anyMatch(push -> push.contains("这个时间不该有响声"));
        assertThat(page("/inbox/works/" + number).text()).contains(noise.toString(), "不在能出声响的时间");
        assertThat(page("/inbox/tickets/" + noise).text()).contains("挂在施工 " + number + " 厨房装修 上");
        TicketNumber other = wangFang.registersFor(neighbour.openId(), "lighting", "8号楼1单元", "楼道灯不亮");
        assertThat(page("/inbox/works/" + number).text())
                .as("a light is no noise")
                .doesNotContain(other.toString());

        at(number, "take-off", Map.of("ticket", noise.toString()));
        assertThat(page("/inbox/tickets/" + noise).text()).doesNotContain("挂在施工");
        at(number, "hang", Map.of("ticket", noise.toString()));
        TicketNumber moved = wangFang.registersFor(neighbour.openId(), "noise", "8号楼1单元", "半夜有人弹琴");
        weChat.awaitPush(neighbour.openId(), "编号 " + moved);
        assertThat(page("/inbox/works/" + number).text()).contains(moved.toString());
        program.bean(TicketDesk.class)
                .recategorize(moved, version(moved), "lighting", "照明报修", wangFang.id())
                .block();
        assertThat(page("/inbox/works/" + number).text())
                .as("it was about something else")
                .doesNotContain(moved.toString())
                .contains(noise.toString());
        neighbour.says("施工");

        String tomorrow = LocalDate.now(clock).plusDays(1).toString();
        at(number, "visit", Map.of("day", tomorrow, "from", "09:00", "to", "10:00"));
        weChat.awaitPush(neighbour.openId(), "09:00 工作人员去8号楼1单元402巡查");
        assertThat(page("/inbox/works/" + number).text()).contains("排好了");
        assertThat(at(number, "visit", Map.of("day", tomorrow, "from", "10:00", "to", "09:00")))
                .endsWith("problem=visit");

        neighbour.says("施工");
        at(number, "move", Map.of("day", LocalDate.now(clock).plusDays(70).toString()));
        weChat.awaitPush(neighbour.openId(), "完工日子改到");
        at(number, "cancel", Map.of("note", "业主改了主意"));
        weChat.awaitPush(neighbour.openId(), "不做了。原因：业主改了主意");
        assertThat(neighbour.says("施工")).contains("没有登记过的施工");
        assertThat(weChat.pushesTo(elsewhere.openId())).noneMatch(push -> push.contains("厨房装修"));
    }

    private int version(TicketNumber ticket) {
        return (int) program.value("select version from ticket where number = " + ticket.value());
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> all = new HashMap<>(form);
        all.put(name, value);
        return all;
    }

    @Test
    void longWorksCarryManyTicketsAreWatchedOverAndConfirmedAtTheEnd() throws Exception {
        TestResident leaks = livingAt("10号楼1单元601");
        TestResident watcher = livingAt("10号楼2单元201");
        LocalDate today = LocalDate.now(clock);
        TicketNumber early = wangFang.registersFor(leaks.openId(), "water-power-gas-heating", "10号楼1单元", "屋顶漏水，卧室都湿了");
        String number = announces(Map.of(
                "title", "屋面防水",
                "place", "幸福里10号楼",
                "venue", "10号楼屋顶",
                "contractor", "市政工程队",
                "categories", "water-power-gas-heating",
                "budget", "公共维修资金 12 万元",
                "milestones", "拆旧防水 | %s\n铺新防水 | %s".formatted(today.plusDays(5), today.plusDays(20)),
                "watched", "true"));
        weChat.awaitPush(watcher.openId(), "钱从哪里来：公共维修资金 12 万元");
        assertThat(watcher.taps("works:watch:" + number, "我来监督")).contains("谢谢您来监督施工 " + number);
        assertThat(leaks.says("监督 " + number)).contains("谢谢您来监督");
        assertThat(leaks.says("不监督了 " + number)).contains("不请您监督了");
        assertThat(leaks.says("监督 9999")).contains("不用监督");

        at(number, "hang", Map.of("ticket", early.toString()));
        assertThat(at(number, "hang", Map.of("ticket", early.toString())))
                .as("it hangs there already")
                .endsWith("problem=hang");
        TicketNumber later = wangFang.registersFor(leaks.openId(), "water-power-gas-heating", "10号楼1单元", "厨房顶上也开始滴水了");
        weChat.awaitPush(leaks.openId(), "编号 %s 和施工 %s（屋面防水）有关".formatted(later, number));

        at(
                number,
                "check",
                Map.of("note", "基层的碎渣清干净没有", "day", today.plusDays(3).toString()));
        clock.becomes(today.plusDays(3) + "T07:30");
        watcher.says("施工");
        clock.becomes(today.plusDays(3) + "T08:30");
        weChat.awaitPush(watcher.openId(), "请您帮忙看一看施工 " + number);
        assertThat(leaks.taps("works:good:%s:1".formatted(number), "没问题")).isNotEmpty();
        assertThat(leaks.says("没有")).as("who does not watch is not asked").contains("没有请您看");
        assertThat(watcher.taps("works:bad:%s:1".formatted(number), "有问题")).contains("您看到什么问题");
        assertThat(watcher.says("东北角的碎渣还在")).contains("拍张照片");
        String seen = watcher.sendsPicture("media-of-the-roof");
        TicketNumber bad = new TicketNumber(Long.parseLong(found(seen, NUMBER_OF_TICKET.pattern())));
        assertThat(page("/inbox/works/" + number).text()).contains("有问题", "东北角的碎渣还在", bad.toString());
        await("the picture").atMost(Duration.ofSeconds(20)).until(() -> program.value(
                        "select count(*) from works_finding where media_id is not null")
                .equals(1L));

        leaks.says("施工");
        at(number, "reach", Map.of("position", "1", "note", "旧的都拆完了"));
        weChat.awaitPush(leaks.openId(), "有进展：拆旧防水，旧的都拆完了");
        weChat.awaitPush(watcher.openId(), "有进展：拆旧防水");
        assertThat(at(number, "reach", Map.of("position", "1", "note", "")))
                .as("it is done already")
                .endsWith("problem=impossible");
        clock.goOn(Duration.ofDays(20));
        assertThat(page("/inbox/works/" + number).text()).contains("晚了，该 " + today.plusDays(20) + " 前");

        leaks.says("施工");
        wangFang.does(TicketAction.ACCEPT, early, "");
        at(number, "finish", Map.of("note", "淋了两天水，一滴不漏"));
        weChat.awaitPush(leaks.openId(), "完工了：淋了两天水，一滴不漏");
        for (TicketNumber each : new TicketNumber[] {early, later, bad}) {
            assertThat(program.value("select status from ticket where number = " + each.value()))
                    .as("put to the residents to confirm")
                    .isEqualTo("resolved");
        }
        assertThat(page("/inbox/works?view=all").text()).contains("屋面防水", "完工了");
    }
}
