package org.bandeng.wechat;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The QR codes at the doors: one for each building and unit, good for ever ("生成带参数的二维码", WeChat docs). */
@Service
public class PlaceCodes {

    private final DatabaseClient database;
    private final Places places;
    private final WeChatApi api;
    private final Clock clock;

    PlaceCodes(DatabaseClient database, Places places, WeChatApi api, Clock clock) {
        this.database = database;
        this.places = places;
        this.api = api;
        this.clock = clock;
    }

    /** The places that should have a code. */
    public static List<Place> placesIn(Directory directory) {
        return directory.places().stream()
                .filter(place -> place.kind() == Place.Kind.BUILDING || place.kind() == Place.Kind.UNIT)
                .toList();
    }

    /** What the picture of each code must contain, by place. */
    public Mono<Map<PlaceId, String>> all() {
        return database.sql("select place_id, url from place_qr")
                .map(row -> Map.entry(new PlaceId(row.get("place_id", Long.class)), row.get("url", String.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new);
    }

    /**
     * Makes the codes that are still missing, one after the other. What was made before a problem is kept.
     *
     * @return how many were made
     */
    public Mono<Long> makeMissing() {
        return Mono.zip(places.directory(), all()).flatMap(both -> Flux.fromIterable(placesIn(both.getT1()))
                .filter(place -> !both.getT2().containsKey(place.id()))
                .concatMap(this::make)
                .count());
    }

    private Mono<PlaceId> make(Place place) {
        return api.createQrCode(place.id().scene()).flatMap(code -> database.sql("""
                        insert into place_qr (place_id, ticket, url, created_at) values (:place, :ticket, :url, :now)
                        on conflict (place_id) do nothing""")
                .bind("place", place.id().value())
                .bind("ticket", code.ticket())
                .bind("url", code.url())
                .bind("now", Instant.now(clock))
                .then()
                .thenReturn(place.id()));
    }
}
