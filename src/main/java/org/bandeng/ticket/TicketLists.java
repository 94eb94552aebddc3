package org.bandeng.ticket;

import static org.bandeng.ticket.TicketRows.COLUMNS;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bandeng.community.Scope;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lists of tickets, a page at a time: each page begins where the one before ended, so that the thousandth is as fast as the first. */
@Repository
public class TicketLists {

    private static final String ORDER = " order by (urgent and open) desc, updated_at desc, id desc ";
    private static final String FIRST_DUE_FIRST = " order by due_at, id ";

    /** As pages call residents who have no name. */
    private static final Pattern RESIDENT = Pattern.compile("居民\\s*([1-9][0-9]{0,17})");

    private static final Long[] NOBODY = {};
    private static final int SHORTEST_NAME = 2;
    private static final int MOST_REPORTERS = 50;

    private final DatabaseClient database;
    private final Clock clock;

    TicketLists(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A page of a list.
     *
     * @param next where the next page begins; null: this is the last
     */
    public record Page(List<Ticket> tickets, @Nullable TicketCursor next) {
        public Page {
            tickets = List.copyOf(tickets);
        }
    }

    /**
     * Tickets that fit: first those for which somebody must go at once.
     *
     * @param after where the page begins; null: at the beginning
     */
    public Mono<Page> page(TicketFilter filter, @Nullable TicketCursor after, int size) {
        return rows(filter, after, size + 1).collectList().map(rows -> {
            boolean more = rows.size() > size;
            List<Ticket> shown = more ? rows.subList(0, size) : rows;
            return new Page(shown, more ? TicketCursor.after(shown.get(size - 1), filter.byDeadline()) : null);
        });
    }

    /** All tickets that fit, at most so many, in the order of the list. */
    public Flux<Ticket> all(TicketFilter filter, int limit) {
        return rows(filter, null, limit);
    }

    private Flux<Ticket> rows(TicketFilter filter, @Nullable TicketCursor after, int limit) {
        return reporters(filter.byReporter() ? filter.text() : "")
                .flatMapMany(reporters -> rows(filter, reporters, after, limit));
    }

    /** Those who are called so, or have that number (居民 17): looked up first, so that the lists need no join. */
    private Mono<Long[]> reporters(String text) {
        String words = text.strip();
        Matcher number = RESIDENT.matcher(words);
        if (number.matches()) {
            return Mono.just(new Long[] {Long.valueOf(number.group(1))});
        }
        return words.length() < SHORTEST_NAME
                ? Mono.just(NOBODY)
                : database.sql(
                                "select id from resident where name <> '' and name ilike :words order by id desc limit :most")
                        .bind("words", like(words))
                        .bind("most", MOST_REPORTERS)
                        .mapValue(Long.class)
                        .all()
                        .collectList()
                        .map(ids -> ids.toArray(Long[]::new));
    }

    private Flux<Ticket> rows(TicketFilter filter, Long[] reporters, @Nullable TicketCursor after, int limit) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> conditions = conditions(filter, reporters, values);
        if (after != null) {
            conditions.add(
                    filter.byDeadline()
                            ? "(due_at, id) > (:afterTime, :afterId)"
                            : "((urgent and open), updated_at, id) < (:afterFirst, :afterTime, :afterId)");
            values.put("afterTime", after.at());
            values.put("afterId", after.id().value());
            if (!filter.byDeadline()) {
                values.put("afterFirst", after.first());
            }
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        String order = filter.byDeadline() ? FIRST_DUE_FIRST : ORDER;
        return database.sql("select" + COLUMNS + "from ticket" + where + order + "limit :limit")
                .bindValues(values)
                .bind("limit", limit)
                .map(TicketRows::ticket)
                .all();
    }

    /**
     * What others ask for: tickets opened in a span of time.
     *
     * @param categories only of these
     * @param open only those that are still open, or only those that are not; null: both
     */
    public record Opened(
            Set<String> categories,
            Instant from,
            Instant until,
            @Nullable Boolean open,
            int offset,
            int limit) {
        public Opened {
            categories = Set.copyOf(categories);
        }
    }

    /** Tickets opened in a span of time and not taken back, latest first. */
    public Flux<Ticket> opened(Opened query) {
        String status = query.open() == null ? "" : query.open() ? " and open" : " and not open";
        return database.sql("select" + COLUMNS + """
                        from ticket where opened_at between :from and :until and category = any(:categories)
                          and status <> 'withdrawn'%s order by opened_at desc, id desc offset :offset limit :limit""".formatted(status))
                .bind("from", query.from())
                .bind("until", query.until())
                .bind("categories", query.categories().toArray(String[]::new))
                .bind("offset", query.offset())
                .bind("limit", query.limit())
                .map(TicketRows::ticket)
                .all();
    }

    /** Only what is asked for stands in the statement: each list has an index of its own. */
    private List<String> conditions(TicketFilter filter, Long[] reporters, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        boolean whatever = filter.view() == TicketFilter.View.ALL || filter.view() == TicketFilter.View.MENTIONED;
        if (!whatever || filter.byDeadline()) {
            conditions.add("open");
        }
        part(filter.view(), filter.sight(), conditions, values);
        seenBy(filter.sight(), conditions, values);
        Scope places = filter.places();
        if (places != null && !places.isEverywhere()) {
            conditions.add("place_id = any(:places)");
            values.put("places", places.ids());
        }
        if (filter.status() != null) {
            conditions.add("status = :status");
            values.put("status", filter.status().stored());
        }
        if (!filter.category().isEmpty()) {
            conditions.add("category = :category");
            values.put("category", filter.category());
        }
        if (filter.assignee() != null) {
            conditions.add("assignee_id = :assignee");
            values.put("assignee", filter.assignee().value());
        }
        if (filter.level() != null) {
            conditions.add("level = :level");
            values.put("level", filter.level().code());
        }
        if (filter.mark() != null) {
            conditions.add("exists (select 1 from survey s where s.ticket_id = ticket.id and s.score = :mark)");
            values.put("mark", filter.mark());
        }
        if (filter.from() != null) {
            conditions.add("opened_at >= :from");
            values.put("from", filter.from());
        }
        if (filter.until() != null) {
            conditions.add("opened_at < :until");
            values.put("until", filter.until());
        }
        if (!filter.tag().isEmpty()) {
            conditions.add("tags @> array[:tag]::text[]");
            values.put("tag", filter.tag());
        }
        containing(filter.text(), reporters, conditions, values);
        return conditions;
    }

    private void part(TicketFilter.View view, Sight sight, List<String> conditions, Map<String, Object> values) {
        switch (view) {
            case ALL, OPEN -> {}
            case UNASSIGNED -> conditions.add("assignee_id is null");
            case SOON -> {
                conditions.add("due_at >= :now and remind_at is null");
                values.put("now", Instant.now(clock));
            }
            case OVERDUE -> {
                conditions.add("due_at < :now");
                values.put("now", Instant.now(clock));
            }
            case TO_ANSWER ->
                conditions.add("resident_id in (select id from resident where with_staff_since is not null)");
            case MENTIONED -> {
                conditions.add("id in (select ticket_id from ticket_mention where staff_id = :called)");
                values.put("called", sight.staff() == null ? 0L : sight.staff().value());
            }
        }
    }

    /** Whatever somebody has themselves they see, wherever it is. */
    private static void seenBy(Sight sight, List<String> conditions, Map<String, Object> values) {
        if (sight.scope().isEverywhere()) {
            return;
        }
        StaffId staff = sight.staff();
        conditions.add(staff == null ? "place_id = any(:seen)" : "(place_id = any(:seen) or assignee_id = :me)");
        values.put("seen", sight.scope().ids());
        if (staff != null) {
            values.put("me", staff.value());
        }
    }

    /** The index finds tickets with all pairs of signs of the words; whether they stand side by side is looked at then. */
    private static void containing(String text, Long[] reporters, List<String> conditions, Map<String, Object> values) {
        List<String> words = List.of(text.strip().split("\\s+")).stream()
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>();
        all.add("search @@ :terms::tsquery");
        values.put(
                "terms",
                words.stream()
                        .flatMap(word -> terms(word).stream())
                        .distinct()
                        .map(term -> "'" + term.replace("\\", "\\\\").replace("'", "''") + "'")
                        .collect(Collectors.joining(" & ")));
        for (int i = 0; i < words.size(); i++) {
            all.add("(number::text like :word%1$d or place_text ilike :word%1$d or summary ilike :word%1$d)"
                    .formatted(i));
            values.put("word" + i, like(words.get(i)));
        }
        String inTheWords = String.join(" and ", all);
        if (reporters.length == 0) {
            conditions.add(inTheWords);
        } else {
            conditions.add("(%s or resident_id = any(:reporters))".formatted(inTheWords));
            values.put("reporters", reporters);
        }
    }

    private static String like(String words) {
        return "%" + words.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private static List<String> terms(String word) {
        int[] signs = word.toLowerCase(Locale.ROOT).codePoints().toArray();
        if (signs.length == 1) {
            return List.of(new String(signs, 0, 1));
        }
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < signs.length; i++) {
            pairs.add(new String(signs, i, 2));
        }
        return pairs;
    }

    /**
     * How many open tickets of each part there are, of those that somebody sees; {@link TicketFilter.View#ALL} and
     * {@link TicketFilter.View#MENTIONED} are not counted.
     */
    public Mono<Map<TicketFilter.View, Long>> counts(Sight sight) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> seen = new ArrayList<>(List.of("open"));
        seenBy(sight, seen, values);
        return database.sql("""
                        select count(*) as open, count(*) filter (where assignee_id is null) as unassigned,
                            count(*) filter (where due_at >= :now and remind_at is null) as soon,
                            count(*) filter (where due_at < :now) as overdue,
                            count(*) filter (where resident_id in (select id from resident where with_staff_since is not null)) as to_answer
                        from ticket where""" + " " + String.join(" and ", seen))
                .bindValues(values)
                .bind("now", Instant.now(clock))
                .map(row -> Map.of(
                        TicketFilter.View.OPEN, row.get("open", Long.class),
                        TicketFilter.View.UNASSIGNED, row.get("unassigned", Long.class),
                        TicketFilter.View.SOON, row.get("soon", Long.class),
                        TicketFilter.View.OVERDUE, row.get("overdue", Long.class),
                        TicketFilter.View.TO_ANSWER, row.get("to_answer", Long.class)))
                .one();
    }

    /** The categories that there are tickets of: the title of each, by id. Steps from one to the next in the index. */
    public Mono<Map<String, String>> categories() {
        return database.sql("""
                        with recursive each as (
                            (select category from ticket order by category limit 1)
                            union all
                            select (select t.category from ticket t where t.category > e.category order by t.category limit 1)
                            from each e where e.category is not null)
                        select e.category, (select t.title from ticket t where t.category = e.category
                            order by (t.urgent and t.open) desc, t.updated_at desc, t.id desc limit 1) as title
                        from each e where e.category is not null""")
                .map(row -> Map.entry(row.get("category", String.class), row.get("title", String.class)))
                .all()
                .collect(LinkedHashMap::new, (titles, entry) -> titles.put(entry.getKey(), entry.getValue()));
    }
}
