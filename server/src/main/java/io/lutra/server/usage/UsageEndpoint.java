package io.lutra.server.usage;

import io.lutra.api.error.ApiError;
import io.lutra.api.wire.Json;
import io.lutra.api.wire.UsagePage;
import io.lutra.server.http.Call;
import io.lutra.server.http.Reply;
import io.lutra.server.usage.UsageQuery.Dimension;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /v1/organization/usage/images}: what was drawn for whom, to whoever runs the server. */
public final class UsageEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(UsageEndpoint.class);

    private final Ledger ledger;
    private final InstantSource clock;

    /** Over a ledger. */
    public UsageEndpoint(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A page of what was drawn.
     *
     * @throws io.lutra.api.error.ApiException if a parameter is wrong, or the ledger cannot be read now
     */
    public Reply images(Call call) {
        var asked = UsageParameters.read(call.query(), Optional.empty(), clock.instant());
        List<UsageTotal> totals;
        try {
            totals = ledger.totals(asked.query());
        } catch (SQLException e) {
            LOG.error("usage cannot be read", e);
            throw ApiError.unavailable("Usage cannot be read now.", "usage_unavailable", Duration.ofSeconds(5))
                    .asException();
        }
        var page = UsagePage.of(buckets(asked.query(), totals), asked.nextPage().orElse(null));
        var reply = Reply.json(200, Json.bytes(page));
        return asked.ignored().isEmpty()
                ? reply
                : reply.with(
                        "lutra-ignored-parameters",
                        asked.ignored().stream()
                                .map(name -> name.replaceAll("[^A-Za-z0-9_.\\[\\]-]", "_"))
                                .limit(16)
                                .collect(Collectors.joining(", ")));
    }

    private static List<UsagePage.Bucket> buckets(UsageQuery query, List<UsageTotal> totals) {
        long width = query.width().toSeconds();
        var byBegin = totals.stream().collect(Collectors.groupingBy(UsageTotal::begin));
        var buckets = new ArrayList<UsagePage.Bucket>();
        long first = query.from().getEpochSecond() / width * width;
        for (long begin = first; begin < query.to().getEpochSecond(); begin += width) {
            var results = byBegin.getOrDefault(begin, List.of()).stream()
                    .map(total -> result(query.groups(), total))
                    .toList();
            buckets.add(UsagePage.Bucket.of(begin, begin + width, results));
        }
        return buckets;
    }

    private static UsagePage.Result result(List<Dimension> groups, UsageTotal total) {
        return UsagePage.Result.of(
                total.pictures(),
                total.requests(),
                of(groups, total, Dimension.SIZE),
                of(groups, total, Dimension.SOURCE),
                of(groups, total, Dimension.USER_ID),
                of(groups, total, Dimension.API_KEY_ID),
                of(groups, total, Dimension.MODEL));
    }

    /** The value of a group; null if there is none or the totals were not grouped by it. */
    private static @Nullable String of(List<Dimension> groups, UsageTotal total, Dimension dimension) {
        int at = groups.indexOf(dimension);
        return at < 0 || total.group().get(at).isEmpty() ? null : total.group().get(at);
    }
}
