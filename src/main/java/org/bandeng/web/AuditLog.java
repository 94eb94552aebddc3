package org.bandeng.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.bandeng.community.StaffId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Who came in, who read or took out personal data, and who changed how the program is set up. What happens to tickets stands in
 * their own history.
 */
@Repository
public class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private static final int LONGEST = 300;

    /** A page that is opened again, or loads itself again, within that time is the same reading. */
    private static final Duration ONE_READING = Duration.ofMinutes(10);

    private final DatabaseClient database;
    private final Clock clock;
    private final Duration kept;

    AuditLog(DatabaseClient database, Clock clock, @Value("${bandeng.audit.kept}") Duration kept) {
        this.database = database;
        this.clock = clock;
        this.kept = kept;
    }

    /** What is written down. */
    public enum Action {
        LOGIN,
        LOGIN_FAILED,
        /** The page of a ticket was opened; the subject is its number. */
        READ_TICKET,
        /** The conversation of a resident was opened; the subject is our id of them. */
        READ_RESIDENT,
        /** A picture, voice or video was opened; the subject is our id of it. */
        READ_MEDIUM,
        /** A file was taken out; the subject is its name, the detail what was asked for. */
        EXPORT,
        /** The list of those who are looked after was opened. */
        READ_CARE,
        /** Somebody was entered there, changed or deleted; who is not said. */
        CARE,
        /** Accounts and what they may do. */
        STAFF,
        /** Places, people and posts. */
        DIRECTORY,
        /** Dialog scripts and other files of the folder. */
        DIALOGS,
        /** The official account: menu, templates, codes. */
        WECHAT,
        /** Somebody asked for a page, or sent a form, that is not for them; the subject is its address. */
        REFUSED,
        /** Somebody changed their own password or second factor. */
        ACCOUNT;

        /** The name in the database and in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether nothing is changed by it. */
        public boolean isReading() {
            return this == READ_TICKET
                    || this == READ_RESIDENT
                    || this == READ_MEDIUM
                    || this == READ_CARE
                    || this == EXPORT;
        }

        static Action ofCode(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /**
     * One line.
     *
     * @param staff null: nobody who is known
     * @param subject what it is about
     * @param address from where
     */
    public record Entry(
            long id,
            Instant at,
            @Nullable StaffId staff,
            Action action,
            String subject,
            String detail,
            String address) {}

    private static final String TOLD = AuditLog.class.getName() + ".told";

    /** Says what a form was about, and what was before it, for the line that is written when it is done. */
    public static void tell(ServerWebExchange exchange, String detail) {
        exchange.getAttributes().put(TOLD, detail);
    }

    static String told(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(TOLD, "");
    }

    /** Writes down that somebody was refused something. */
    public Mono<Void> refused(ServerWebExchange exchange) {
        return StaffUser.current()
                .flatMap(user -> record(
                        Action.REFUSED,
                        user,
                        exchange.getRequest().getPath().value(),
                        exchange.getRequest().getMethod().name(),
                        LoginManager.addressOf(exchange)));
    }

    Mono<Void> record(Action action, @Nullable StaffUser user, String subject, String address) {
        return record(action, user, subject, "", address);
    }

    /**
     * Writes it down. What cannot be written down is told in the program's log, and does not keep anybody from their work; but no
     * file is taken out without a line.
     */
    Mono<Void> record(Action action, @Nullable StaffUser user, String subject, String detail, String address) {
        return database.sql("""
                        insert into audit_entry (at, staff_id, action, subject, detail, address)
                        select :now, nullif(:staff, 0), :action, :subject, :detail, :address
                        where (:action not like 'read-%' and :action <> 'refused') or not exists (
                            select 1 from audit_entry where staff_id = :staff and action = :action and subject = :subject and at > :since)""")
                .bind("now", Instant.now(clock))
                .bind("since", Instant.now(clock).minus(ONE_READING))
                .bind("staff", user == null ? 0L : user.id().value())
                .bind("action", action.code())
                .bind("subject", cut(subject))
                .bind("detail", cut(detail))
                .bind("address", address)
                .then()
                .onErrorResume(problem -> {
                    LOG.error("Not in the audit log: {} {} by {}: {}", action, subject, user, problem.toString());
                    return action == Action.EXPORT ? Mono.error(problem) : Mono.empty();
                });
    }

    /** PostgreSQL keeps no NUL. */
    private static String cut(String text) {
        String kept = text.replace('\0', '\uFFFD');
        return kept.length() > LONGEST ? kept.substring(0, LONGEST) : kept;
    }

    /**
     * The latest entries.
     *
     * @param staff whose; 0: anybody's
     * @param action null: any
     * @param before only those older than that entry; 0: from the latest on
     */
    public Flux<Entry> latest(long staff, @Nullable Action action, long before, int limit) {
        return database.sql("""
                        select id, at, staff_id, action, subject, detail, address from audit_entry
                        where (:staff = 0 or staff_id = :staff) and (:action = '' or action = :action)
                          and (:before = 0 or id < :before)
                        order by id desc limit :limit""")
                .bind("staff", staff)
                .bind("action", action == null ? "" : action.code())
                .bind("before", before)
                .bind("limit", limit)
                .map(row -> {
                    Long who = row.get("staff_id", Long.class);
                    return new Entry(
                            row.get("id", Long.class),
                            row.get("at", Instant.class),
                            who == null ? null : new StaffId(who),
                            Action.ofCode(row.get("action", String.class)),
                            row.get("subject", String.class),
                            row.get("detail", String.class),
                            row.get("address", String.class));
                })
                .all();
    }

    /** For how long entries are kept. */
    public Duration kept() {
        return kept;
    }

    /** The action of that code; null: there is none. */
    public static @Nullable Action action(String code) {
        return Stream.of(Action.values())
                .filter(action -> action.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    /** Deletes what is older than it has to be kept. */
    @Scheduled(fixedDelay = 6, initialDelay = 1, timeUnit = java.util.concurrent.TimeUnit.HOURS)
    Mono<Void> forget() {
        return Mono.defer(() -> database.sql("delete from audit_entry where at < :since")
                        .bind("since", Instant.now(clock).minus(kept))
                        .then())
                .onErrorResume(problem -> {
                    LOG.warn("Old entries of the audit log could not be deleted: {}", problem.toString());
                    return Mono.empty();
                });
    }
}
