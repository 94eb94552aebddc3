package org.bandeng.ticket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.support.TestProgram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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

/**
 * What each list costs with few and with many tickets, 300 of them open: its first page of 100, and a page far down. None is late: the program would do
 * something about it meanwhile.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class TicketListBenchmark {

    private static final int PAGE = 100;

    @Param({"1000", "100000"})
    int tickets;

    @Param({"all", "open", "mine", "category", "status", "words", "rare word", "one sign", "number", "far down"})
    String list;

    private TestProgram program;
    private TicketLists lists;
    private TicketFilter filter;
    private TicketCursor after;

    @Setup
    public void fill() throws IOException {
        // Filled once, for all lists.
        Path data = Files.createDirectories(Path.of("target", "bench", "lists-" + tickets));
        program = TestProgram.start(data.toAbsolutePath());
        lists = program.bean(TicketLists.class);
        StaffId admin = program.bean(StaffAccounts.class).all().blockFirst().id();
        if (lists.categories().block().isEmpty()) {
            fill(program.bean(DatabaseClient.class), admin);
        }
        filter = filter(admin);
        after = list.equals("far down") ? deep() : null;
    }

    private void fill(DatabaseClient database, StaffId admin) {
        database.sql("insert into resident (open_id, account) select 'o' || i, '' from generate_series(1, 2000) i")
                .then()
                .block();
        database.sql("""
                        insert into ticket (number, resident_id, category, title, summary, words, place_id, place_text, status, outcome,
                            level, office, assignee_id, due_at, resolve_by, version, opened_at, updated_at)
                        select numbered.number, (select min(id) from resident) + i % 2000, 'category-' || i % 17, '类别' || i % 17,
                            (array['楼道灯坏了', '电梯又停了', '下水道堵了', '垃圾没人清运', '楼上半夜装修', '消防通道被车堵住'])[(1 + i % 6)::int]
                                || case when i % 997 = 0 then '，独居老人' else '' end,
                            '', p.id, '幸福里' || i % 12 + 1 || '号楼' || i % 4 + 1 || '单元',
                            case when i <= 300 then 'dispatched' else 'closed' end, case when i <= 300 then null else 'fixed' end,
                            'compound', '幸福里物业', case when i % 50 = 0 then :admin::bigint end,
                            case when i <= 300 then now() + i * interval '1 hour' end,
                            case when i <= 300 then now() + i * interval '1 hour' end, 1,
                            now() - i * interval '5 minutes', now() - i * interval '5 minutes'
                        from unnest(:numbers::bigint[]) with ordinality numbered (number, i)
                            join lateral (select id from place where kind = 'unit' order by id offset i % 40 limit 1) p on true""")
                .bind("admin", admin.value())
                .bind("numbers", numbers())
                .then()
                .block();
        database.sql("analyze").then().block();
    }

    private Long[] numbers() {
        return LongStream.rangeClosed(1, tickets)
                .mapToObj(serial -> TicketNumber.ofSerial(100_000 + serial).value())
                .toArray(Long[]::new);
    }

    private static TicketFilter.Builder all(TicketFilter.View view) {
        return TicketFilter.in(view, Sight.ALL);
    }

    private TicketFilter filter(StaffId admin) {
        return switch (list) {
            case "open" -> all(TicketFilter.View.OPEN).build();
            case "mine" -> all(TicketFilter.View.ALL).assignee(admin).build();
            case "category" -> all(TicketFilter.View.ALL).category("category-3").build();
            case "status" ->
                all(TicketFilter.View.ALL).status(TicketStatus.CLOSED).build();
            case "words" -> all(TicketFilter.View.ALL).text("3号楼 电梯").build();
            case "rare word" -> all(TicketFilter.View.ALL).text("独居老人").build();
            case "one sign" -> all(TicketFilter.View.ALL).text("灯").build();
            case "number" ->
                all(TicketFilter.View.ALL)
                        .text(TicketNumber.ofSerial(100_099).toString())
                        .build();
            default -> all(TicketFilter.View.ALL).build();
        };
    }

    /** As if somebody had gone on for 9 tenths of all pages. */
    private TicketCursor deep() {
        Ticket there =
                lists.all(all(TicketFilter.View.ALL).build(), tickets * 9 / 10).blockLast();
        return TicketCursor.after(there, false);
    }

    @TearDown
    public void close() {
        program.close();
    }

    @Benchmark
    public List<Ticket> page() {
        return lists.page(filter, after, PAGE).block().tickets();
    }
}
