package org.bandeng.dialog.check;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.bandeng.dialog.Name;
import org.bandeng.dialog.Prompt;
import org.bandeng.dialog.Question;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Step;
import org.bandeng.dialog.Template;

/** The same script in the longest of its wordings, so that one walk through it shows the longest answers. */
final class Longest {

    private Longest() {}

    static Script of(Script script) {
        List<Step> steps = script.steps().stream().map(step -> of(step, script)).toList();
        return new Script(script.head(), steps, script.lines());
    }

    private static Step of(Step step, Script script) {
        if (step instanceof Step.Say say) {
            return new Step.Say(of(say.text(), script));
        }
        if (step instanceof Step.Confirm confirm) {
            return new Step.Confirm(of(confirm.text(), script));
        }
        if (step instanceof Step.AskAll all) {
            return new Step.AskAll(of(all.text(), script), all.slots());
        }
        if (step instanceof Step.Ask ask) {
            Question asked = ask.question();
            return new Step.Ask(new Question(
                    asked.slot(),
                    asked.label(),
                    asked.kind(),
                    of(asked.text(), script),
                    asked.again(),
                    asked.optional()));
        }
        return step;
    }

    private static Prompt of(Prompt prompt, Script script) {
        return new Prompt(List.of(prompt.variants().stream()
                .max(Comparator.comparingInt(template -> bytes(template, script)))
                .orElseThrow()));
    }

    private static int bytes(Template template, Script script) {
        return template.fill(name -> World.words(longest(name, script))).getBytes(StandardCharsets.UTF_8).length;
    }

    private static int longest(String name, Script script) {
        return script.question(name)
                .map(question -> question.kind().longest())
                .orElseGet(() -> Name.of(name).map(Name::longest).orElse(0));
    }
}
