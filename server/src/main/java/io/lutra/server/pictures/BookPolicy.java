package io.lutra.server.pictures;

import java.time.Duration;

/**
 * What is written down.
 *
 * @param kept how long pictures stay accounted
 * @param plainUsers whether users are accounted by the names that clients give them, else by codes of those
 * @param keepInline whether pictures that are answered inline are kept, too, so that they can be fetched again
 */
public record BookPolicy(Duration kept, boolean plainUsers, boolean keepInline) {
    /** Codes of users, for about a year; every answer can be fetched again. */
    public static final BookPolicy STANDARD = new BookPolicy(Duration.ofDays(400), false, true);
}
