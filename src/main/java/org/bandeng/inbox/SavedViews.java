package org.bandeng.inbox;

import org.bandeng.community.StaffId;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** 我的视图: lists that somebody wants to have at hand, by a name of their own. */
@Controller
class SavedViews {

    private static final int LONGEST_NAME = 20;
    private static final int LONGEST_QUERY = 1_000;
    private static final int MOST = 100;

    private final DatabaseClient database;

    SavedViews(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A list.
     *
     * @param query of its address, with the question mark; empty: everything
     */
    record SavedView(long id, String name, String query) {}

    /** What the form sends. */
    record Typed(@Nullable String name, @Nullable String query) {}

    /** All of somebody's, in the order in which they were saved. */
    Flux<SavedView> of(StaffId staff) {
        return database.sql("select id, name, query from saved_view where staff_id = :staff order by id limit :most")
                .bind("staff", staff.value())
                .bind("most", MOST)
                .map(row -> new SavedView(
                        row.get("id", Long.class), row.get("name", String.class), row.get("query", String.class)))
                .all();
    }

    /** Keeps the list that is shown; the same name again means the new one. */
    @PostMapping("/inbox/views")
    Mono<String> save(@AuthenticationPrincipal StaffUser user, @ModelAttribute Typed typed) {
        String name = typed.name() == null ? "" : typed.name().strip();
        String query = typed.query() == null ? "" : typed.query();
        boolean fits = !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && query.length() <= LONGEST_QUERY
                && (query.isEmpty() || query.startsWith("?"));
        return fits
                ? database.sql("""
                                insert into saved_view (staff_id, name, query) values (:staff, :name, :query)
                                on conflict (staff_id, name) do update set query = excluded.query""")
                        .bind("staff", user.id().value())
                        .bind("name", name)
                        .bind("query", query)
                        .then()
                        .thenReturn("redirect:/inbox" + query)
                : Mono.just("redirect:/inbox");
    }

    @PostMapping("/inbox/views/{id}/delete")
    Mono<String> delete(@AuthenticationPrincipal StaffUser user, @PathVariable long id) {
        return database.sql("delete from saved_view where id = :id and staff_id = :staff")
                .bind("id", id)
                .bind("staff", user.id().value())
                .then()
                .thenReturn("redirect:/inbox");
    }
}
