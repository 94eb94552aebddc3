package org.bandeng.inbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.bandeng.community.Places;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.survey.Surveys;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketFilter;
import org.bandeng.ticket.TicketLists;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.web.StaffUser;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The list of tickets as a file, with the filters of the page. */
@Controller
class TicketExport {

    /** Excel has room for a million; nobody reads more than this. */
    private static final int MOST = 200_000;

    private static final int AT_ONCE = 500;
    private static final List<String> COLUMNS = List.of(
            "number",
            "status",
            "outcome",
            "category",
            "place",
            "summary",
            "office",
            "level",
            "assignee",
            "opened",
            "due",
            "updated",
            "mark",
            "priority",
            "tags");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** A cell that begins so would be taken for a formula by Excel, whoever wrote it. */
    private static final String FORMULA = "=+-@\t\r";

    private final TicketLists lists;
    private final Access access;
    private final Places places;
    private final Surveys surveys;
    private final StaffAccounts staff;
    private final MessageSource words;
    private final Clock clock;

    TicketExport(
            TicketLists lists,
            Access access,
            Places places,
            Surveys surveys,
            StaffAccounts staff,
            MessageSource words,
            Clock clock) {
        this.lists = lists;
        this.access = access;
        this.places = places;
        this.surveys = surveys;
        this.staff = staff;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("/inbox/tickets.csv")
    ResponseEntity<Flux<DataBuffer>> csv(
            @AuthenticationPrincipal StaffUser user, @ModelAttribute ListFilter filter, Locale locale) {
        Flux<String> lines = Flux.concat(
                // Excel takes a file without this sign for another encoding.
                Mono.just("\uFEFF" + line(header(locale))),
                rows(user, filter, locale).map(TicketExport::line));
        return file(
                "tickets.csv",
                "text/csv; charset=utf-8",
                lines.map(line -> DefaultDataBufferFactory.sharedInstance.wrap(line.getBytes(StandardCharsets.UTF_8))));
    }

    @GetMapping("/inbox/tickets.xlsx")
    ResponseEntity<Flux<DataBuffer>> xlsx(
            @AuthenticationPrincipal StaffUser user, @ModelAttribute ListFilter filter, Locale locale) {
        return file(
                "tickets.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                rows(user, filter, locale)
                        .collectList()
                        .publishOn(Schedulers.boundedElastic())
                        .map(rows -> sheet(header(locale), rows))
                        .map(bytes -> (DataBuffer) DefaultDataBufferFactory.sharedInstance.wrap(bytes))
                        .flux());
    }

    private static ResponseEntity<Flux<DataBuffer>> file(String name, String type, Flux<DataBuffer> body) {
        return ResponseEntity.ok()
                .header("Content-Type", type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .body(body);
    }

    private List<String> header(Locale locale) {
        return COLUMNS.stream().map(column -> word("export." + column, locale)).toList();
    }

    private Flux<List<String>> rows(StaffUser user, ListFilter filter, Locale locale) {
        return Mono.zip(
                        staff.all().collectMap(StaffMember::id, StaffMember::name),
                        access.sight(user),
                        places.directory())
                .flatMapMany(all -> rows(
                        all.getT1(), filter.asTicketFilter(user, all.getT2(), all.getT3(), clock.getZone()), locale));
    }

    private Flux<List<String>> rows(Map<StaffId, String> names, TicketFilter filter, Locale locale) {
        return lists.all(filter, MOST).buffer(AT_ONCE).concatMap(some -> surveys.marks(
                        some.stream().map(Ticket::number).toList())
                .flatMapIterable(marks -> some.stream()
                        .map(ticket -> row(ticket, names, marks, locale))
                        .toList()));
    }

    private List<String> row(
            Ticket ticket, Map<StaffId, String> names, Map<TicketNumber, Integer> marks, Locale locale) {
        return List.of(
                ticket.number().toString(),
                word("status." + ticket.status().code(), locale),
                ticket.outcome() == null
                        ? ""
                        : word("outcome." + ticket.outcome().code(), locale),
                ticket.title(),
                ticket.placeText(),
                ticket.summary(),
                ticket.office(),
                word("level." + ticket.level().code(), locale),
                ticket.assignee() == null ? "" : names.getOrDefault(ticket.assignee(), ""),
                time(ticket.openedAt()),
                time(ticket.dueAt()),
                time(ticket.updatedAt()),
                marks.containsKey(ticket.number()) ? String.valueOf(marks.get(ticket.number())) : "",
                word("priority." + ticket.labels().priority().code(), locale),
                String.join("，", ticket.labels().tags()));
    }

    private String time(@Nullable Instant time) {
        return time == null ? "" : time.atZone(clock.getZone()).format(TIME);
    }

    private String word(String key, Locale locale) {
        return String.valueOf(words.getMessage(key, null, key, locale));
    }

    /** A line of a file for spreadsheets; nothing in it is taken for a formula. */
    static String line(List<String> cells) {
        return CSVFormat.RFC4180.format(
                        cells.stream().map(TicketExport::harmless).toArray()) + "\r\n";
    }

    private static String harmless(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static byte[] sheet(List<String> header, List<List<String>> rows) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            try (Workbook book = new Workbook(bytes, "Bandeng", "1.0")) {
                Worksheet sheet = book.newWorksheet("tickets");
                fill(sheet, 0, header);
                for (int i = 0; i < rows.size(); i++) {
                    fill(sheet, i + 1, rows.get(i));
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing is written to any file here", e);
        }
    }

    /** As texts: a workbook's cell that is one is never taken for a formula. */
    private static void fill(Worksheet sheet, int row, List<String> cells) {
        for (int column = 0; column < cells.size(); column++) {
            sheet.value(row, column, cells.get(column));
        }
    }
}
