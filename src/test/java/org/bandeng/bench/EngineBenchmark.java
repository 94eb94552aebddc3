package org.bandeng.bench;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.concurrent.TimeUnit;
import org.bandeng.community.FileDirectory;
import org.bandeng.conversation.Ears;
import org.bandeng.conversation.Edition;
import org.bandeng.dialog.Engine;
import org.bandeng.dialog.Facts;
import org.bandeng.dialog.Input;
import org.bandeng.dialog.Result;
import org.bandeng.dialog.TalkState;
import org.bandeng.dialog.json.DialogJson;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of one turn: reading the words, running the engine, writing the state out and reading it back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {

    private final Edition edition = Edition.read(Path.of("dialogs").toAbsolutePath());
    private final LocalDateTime now = LocalDateTime.of(2026, 11, 24, 10, 0);
    private final Facts facts = edition.facts("幸福里社区", null, now);
    private final Ears ears = new Ears(edition, FileDirectory.demo(), null, now);
    private final Input.Words opening = ears.hear("灯不亮", "", TalkState.EMPTY);
    private final TalkState asked =
            Engine.turn(edition.scripts(), TalkState.EMPTY, opening, facts).state();
    private final Input.Words place = ears.hear("3号楼2单元", "", asked);
    private final TalkState askedAgain =
            Engine.turn(edition.scripts(), asked, place, facts).state();
    private final Input.Words lamp = ears.hear("路登", "", askedAgain);
    private final String written = DialogJson.write(askedAgain);

    /** The first words of a resident begin a script, which asks where. */
    @Benchmark
    public Result begin() {
        return Engine.turn(edition.scripts(), TalkState.EMPTY, opening, facts);
    }

    /** A place is answered, the next question is asked. */
    @Benchmark
    public Result answerWithAPlace() {
        return Engine.turn(edition.scripts(), asked, place, facts);
    }

    /** A choice is answered by a word that only sounds right; a condition follows. */
    @Benchmark
    public Result answerWithAChoiceBySound() {
        return Engine.turn(edition.scripts(), askedAgain, lamp, facts);
    }

    /** A step back and the same question again. */
    @Benchmark
    public Result goBack() {
        return Engine.turn(edition.scripts(), askedAgain, Input.Words.of("上一步"), facts);
    }

    /** The state as it lies in Redis between two turns. */
    @Benchmark
    public TalkState readAndWriteTheState() {
        return DialogJson.state(DialogJson.write(DialogJson.state(written)));
    }

    /** What is read out of words before the engine hears them. */
    @Benchmark
    public Input.Words readTheWords() {
        return ears.hear("3号楼2单元", "", asked);
    }
}
