package org.bandeng.issue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bandeng.conversation.Dialogs;
import org.bandeng.dialog.Script;
import org.bandeng.support.TestProgram;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.understanding.Likeness;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.r2dbc.core.DatabaseClient;

/** What it costs to find the problem that a new ticket is about, and to list the hottest, with few and with many tickets of one year. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
public class IssueBenchmark {

    private static final int SENTENCES = 40;
    private static final long FIRST_SERIAL = 1_000_000;

    private long serial;

    @Param({"1000", "100000"})
    int tickets;

    private TestProgram program;
    private IssueFinder finder;
    private Issues issues;
    private DatabaseClient database;

    @Setup(Level.Trial)
    public void fill() throws IOException {
        program = TestProgram.start(Files.createTempDirectory("issues"));
        finder = program.bean(IssueFinder.class);
        issues = program.bean(Issues.class);
        database = program.bean(DatabaseClient.class);
        Dialogs dialogs = program.bean(Dialogs.class);
        Likeness likeness = dialogs.edition().understanding().likeness();
        database.sql("insert into resident (open_id, account) select 'o' || i, '' from generate_series(1, 2000) i")
                .then()
                .block();
        List<Script> matters =
                dialogs.scripts().all().stream().filter(Script::isMatter).toList();
        int each = tickets / matters.size() / SENTENCES + 1;
        for (Script matter : matters) {
            for (String words :
                    matter.head().examples().stream().limit(SENTENCES).toList()) {
                database.sql("""
                                with opened as (
                                    insert into ticket (number, resident_id, category, title, summary, words, place_id, place_text, status,
                                        outcome, level, office, version, opened_at, updated_at)
                                    select number, 1 + floor(random() * 2000), :category, :title, :words, :words,
                                        (select id from place where kind in ('unit', 'spot') order by random() + number limit 1), '', 'closed', 'fixed', 'compound', '物业', 1,
                                        now() - random() * interval '365 days', now()
                                    from unnest(:numbers) number returning id)
                                insert into ticket_gist (ticket_id, text, meaning) select id, :words, :meaning from opened""")
                        .bind("category", matter.name())
                        .bind("title", matter.title())
                        .bind("words", words)
                        .bind("numbers", numbers(each))
                        .bind("meaning", ByteBuffer.wrap(likeness.gist(words).meaningInBytes()))
                        .then()
                        .block();
            }
        }
        // As if each sentence in each compound had been one problem of each week.
        database.sql("""
                        update ticket t set issue_id = first.id from (
                            select min(id) as id, words, date_trunc('week', opened_at) as week from ticket group by 2, 3) first
                        where first.words = t.words and first.week = date_trunc('week', t.opened_at)""").then().block();
        database.sql("analyze").then().block();
    }

    private Long[] numbers(int count) {
        Long[] numbers = new Long[count];
        for (int i = 0; i < count; i++) {
            long serialOfThis = FIRST_SERIAL + serial++;
            numbers[i] = IntStream.range(0, 10)
                    .mapToObj(digit -> TicketNumber.parse(serialOfThis + String.valueOf(digit)))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow()
                    .value();
        }
        return numbers;
    }

    @TearDown(Level.Trial)
    public void close() {
        program.close();
    }

    /** Of the latest ticket of a kind that spreads over the compound. */
    @Benchmark
    public Long findsTheProblemOfANewTicket() {
        database.sql(
                        "update ticket set issue_id = null where id = (select max(id) from ticket where category = 'noise')")
                .then()
                .block();
        return finder.findSome().block();
    }

    @Benchmark
    public Long listsTheHottest() {
        return issues.hottest(50).count().block();
    }
}
