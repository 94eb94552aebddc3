package org.bandeng.inbox;

import java.time.Clock;
import java.time.Instant;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffId;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import reactor.core.publisher.Mono;

/** What somebody has begun to write to a resident: it is still there tomorrow, and on the phone. */
@Controller
class Drafts {

    /** Longer than what can be sent: who must shorten it should not lose it. */
    private static final int LONGEST = 5_000;

    private final DatabaseClient database;
    private final Clock clock;

    Drafts(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What stands in the field. */
    record Typed(@Nullable String text) {}

    @PostMapping("/inbox/residents/{id}/draft")
    @ResponseBody
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> keep(@AuthenticationPrincipal StaffUser user, @PathVariable long id, @ModelAttribute Typed typed) {
        String text = typed.text() == null ? "" : typed.text();
        if (text.isBlank()) {
            return drop(user.id(), new ResidentId(id));
        }
        return database.sql("""
                        insert into reply_draft (staff_id, resident_id, content, at) values (:staff, :resident, :content, :now)
                        on conflict (staff_id, resident_id) do update set content = excluded.content, at = excluded.at""")
                .bind("staff", user.id().value())
                .bind("resident", id)
                .bind("content", text.length() > LONGEST ? text.substring(0, LONGEST) : text)
                .bind("now", Instant.now(clock))
                .then();
    }

    /** What somebody had begun; empty: nothing. */
    Mono<String> of(StaffId staff, ResidentId resident) {
        return database.sql("select content from reply_draft where staff_id = :staff and resident_id = :resident")
                .bind("staff", staff.value())
                .bind("resident", resident.value())
                .mapValue(String.class)
                .one();
    }

    /** It was sent. */
    Mono<Void> drop(StaffId staff, ResidentId resident) {
        return database.sql("delete from reply_draft where staff_id = :staff and resident_id = :resident")
                .bind("staff", staff.value())
                .bind("resident", resident.value())
                .then();
    }
}
