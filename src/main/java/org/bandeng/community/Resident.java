package org.bandeng.community;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who follows the official account.
 *
 * @param account the gh_ id of the account that they follow
 * @param followed false after an unsubscribe
 * @param home where they live; null: not known
 * @param homeRoom the room there, such as 501; empty: not known
 * @param isErased whether they were forgotten, and nothing but their tickets is left
 * @param withStaffSince since when a person answers them instead of the bot; null: the bot does
 */
public record Resident(
        ResidentId id,
        OpenId openId,
        String account,
        boolean followed,
        @Nullable PlaceId home,
        String homeRoom,
        @Nullable Instant withStaffSince,
        boolean isErased) {

    public boolean isWithStaff() {
        return withStaffSince != null;
    }
}
