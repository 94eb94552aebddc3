package org.bandeng.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How residents support and vote, and what only looks like it. */
class BenchTalkTest {

    private final BenchTalk talk = new BenchTalk();

    @ParameterizedTest
    @CsvSource({
        "附议 12, support, 12",
        "附议十一, support, 11",
        "附议议题十一, support, 11",
        "我也附议, support, ''",
        "附议1, support, 1",
        "同意11号, support, 11",
        "支持12, support, 12",
        "同意议题11, support, 11",
        "11号我支持, support, 11",
        "支持这个, support, ''",
        "撤回议题 12, withdraw, 12",
        "议题, list, ''"
    })
    void whatIsDoneAboutATopic(String said, String deed, String topic) {
        assertThat(talk.hear(said, "")).hasValueSatisfying(event -> {
            assertThat(event.name()).isEqualTo("bench");
            assertThat(event.known()).containsEntry("bench.deed", deed).containsEntry("bench.topic", topic);
        });
    }

    @ParameterizedTest
    @CsvSource({"投票 11 充电桩, 11, 充电桩", "投票11, 11, ''", "11号选1, 11, 1", "11号投给第二个, 11, 第二个", "我要改票, '', ''"})
    void whatIsVoted(String said, String topic, String words) {
        assertThat(talk.hear(said, "")).hasValueSatisfying(event -> {
            assertThat(event.name()).isEqualTo("ballot");
            assertThat(event.known()).containsEntry("bench.topic", topic).containsEntry("bench.said", words);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"同意", "支持", "赞成", "15号投诉过一次，还没人管", "12号楼灯坏了", "我要议价", "支持一下社区工作", "12号来修吗"})
    void whatOnlyLooksLikeIt(String said) {
        assertThat(talk.hear(said, "")).isEmpty();
    }
}
