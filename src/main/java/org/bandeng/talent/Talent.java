package org.bandeng.talent;

import org.bandeng.community.ResidentId;

/**
 * Somebody who can do something.
 *
 * @param skills in their own words: 修家电，周末有空
 * @param isConfirmed whether the staff know that it is so
 * @param done how often they have helped
 * @param minutes for how long
 */
public record Talent(ResidentId resident, String skills, boolean isConfirmed, long done, long minutes) {}
