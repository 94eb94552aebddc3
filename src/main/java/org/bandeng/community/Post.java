package org.bandeng.community;

import org.jspecify.annotations.Nullable;

/**
 * What somebody is for a part of the community: 红管家 of a unit, 网格长 of a grid, 物业维修 of a compound.
 *
 * @param role as {@code routing.yaml} calls it
 * @param place which place; null: see {@code grid}
 * @param grid which grid; null, and no place either: the whole community
 * @param rank 1: is asked first; 2: stands in, and so on
 * @param duty when they are on duty
 */
public record Post(
        StaffMember holder,
        String role,
        @Nullable PlaceId place,
        @Nullable GridId grid,
        int rank,
        OfficeCalendar duty) {}
