package org.bandeng.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.bandeng.media.SpeechRecognition;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** An office has added something that listens to voices. */
class SpeechRecognitionIT {

    private static TestProgram program;
    private static Mono<String> understood = Mono.empty();

    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);

    @Configuration(proxyBeanMethods = false)
    static class Listener {
        @Bean
        SpeechRecognition speechRecognition() {
            return voice -> understood;
        }
    }

    @BeforeAll
    static void start() {
        program = TestProgram.start(
                House.temporary(), List.of(Listener.class), House.arguments("--bandeng.wechat.compatible=true"));
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
    }

    @Test
    void aVoiceIsTakenAsTheWordsThatWereHeard() {
        understood = Mono.just("三号楼二单元楼道灯坏了");

        assertThat(speaks()).contains("照片");
        assertThat(program.value(
                        "select m.content from message m join resident r on r.id = m.resident_id where m.kind = 'voice' and r.open_id = '%s'"
                                .formatted(auntLi.openId())))
                .isEqualTo("三号楼二单元楼道灯坏了");
    }

    @Test
    void whatWasNotUnderstoodIsAskedForInWords() {
        understood = Mono.error(new IllegalStateException("no microphone"));
        assertThat(speaks()).contains("语音收到了");
    }

    @Test
    void nobodyWaitsLongForWords() {
        understood = Mono.delay(Duration.ofSeconds(20)).thenReturn("灯");
        assertThat(speaks()).contains("语音收到了");
    }

    private String speaks() {
        return TestResident.textOf(auntLi.posts(auntLi.message(
                        "voice",
                        "<MediaId>v1</MediaId><Format>amr</Format><MsgId>" + TestResident.nextMsgId() + "</MsgId>"))
                .body());
    }
}
