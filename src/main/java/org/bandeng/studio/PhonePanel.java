package org.bandeng.studio;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bandeng.community.Places;
import org.bandeng.conversation.Dialogs;
import org.bandeng.conversation.Recordings;
import org.bandeng.dialog.Answer;
import org.bandeng.dialog.DialogState;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Question;
import org.bandeng.dialog.Result;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.TalkState;
import org.bandeng.wechat.SandboxMode;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What goes on behind the simulator's phone: where the conversation stands, what is known, what was understood and why. */
@Controller
@Conditional(SandboxMode.class)
class PhonePanel {

    private static final String COOKIE = "bandeng-phone";

    private final Recordings recordings;
    private final Dialogs dialogs;
    private final Places places;
    private final JsonMapper json;

    PhonePanel(Recordings recordings, Dialogs dialogs, Places places, JsonMapper json) {
        this.recordings = recordings;
        this.dialogs = dialogs;
        this.places = places;
        this.json = json;
    }

    /** An answer that is known. */
    record Slot(String name, String label, String value, String text) {}

    /** A script under way. */
    record Under(String title, String name, String step, String file, int line, List<Slot> slots) {}

    @GetMapping("/simulator/mind")
    Mono<String> mind(@CookieValue(name = COOKIE, defaultValue = "") String openId, Model model) {
        return recordings.lastOf(openId).collectList().map(turns -> {
            Recordings.Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
            TalkState state = last == null ? TalkState.EMPTY : last.state();
            List<Under> stack = new ArrayList<>();
            state.stack().forEach(each -> stack.add(0, under(each)));
            model.addAttribute("stack", stack);
            model.addAttribute(
                    "asides", state.asides().stream().map(Input.Words::text).toList());
            model.addAttribute(
                    "drafts",
                    state.drafts().stream().map(each -> titleOf(each.dialog())).toList());
            model.addAttribute(
                    "notes", last == null ? List.of() : List.of(json.readValue(last.trace(), Result.Note[].class)));
            model.addAttribute("turns", turns.size());
            return "studio/mind";
        });
    }

    private Under under(DialogState state) {
        Script script = dialogs.scripts().named(state.dialog()).orElse(null);
        if (script == null) {
            return new Under(state.dialog(), state.dialog(), "", "", 0, List.of());
        }
        List<Slot> slots = state.answers().entrySet().stream()
                .filter(each -> !each.getKey().startsWith("#"))
                .map(each -> slot(each.getKey(), each.getValue(), script))
                .toList();
        int line = state.at() < script.lines().size()
                ? script.lines().get(state.at()).line()
                : 0;
        return new Under(
                script.title(),
                script.name(),
                script.nameOf(state.at()),
                script.head().file(),
                line,
                slots);
    }

    private static Slot slot(String name, Answer answer, Script script) {
        String label = script.question(name).map(Question::label).orElse("");
        return new Slot(name, label, answer.value(), answer.text());
    }

    private String titleOf(String dialog) {
        return dialogs.scripts().named(dialog).map(Script::title).orElse(dialog);
    }

    /** The conversation on the phone as a story, to be saved beside its script. */
    @GetMapping("/simulator/story")
    Mono<ResponseEntity<byte[]>> story(@CookieValue(name = COOKIE, defaultValue = "") String openId) {
        return Mono.zip(recordings.lastOf(openId).collectList(), places.directory())
                .filter(both -> !both.getT1().isEmpty())
                .map(both -> StoryRecorder.record(both.getT1(), dialogs.edition(), both.getT2()))
                .map(recorded -> ResponseEntity.ok()
                        .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
                        .header(
                                "Content-Disposition",
                                "attachment; filename=\"%s.test.yaml\"".formatted(recorded.dialog()))
                        .body(recorded.yaml().getBytes(StandardCharsets.UTF_8)))
                .defaultIfEmpty(ResponseEntity.notFound().build());
    }
}
