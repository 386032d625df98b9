package io.lutra.api.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /v1/organization/usage/images}. What was not grouped by is null, as the hosted API has it.
 *
 * @param data one bucket for each stretch of time, also for those in which nothing was drawn
 * @param nextPage what to ask for the rest with; null if there is none
 */
public record UsagePage(
        @JsonProperty("object") String kind,
        List<Bucket> data,
        boolean hasMore,
        @Nullable String nextPage) {
    /** Of some buckets. */
    public static UsagePage of(List<Bucket> buckets, @Nullable String nextPage) {
        return new UsagePage("page", buckets, nextPage != null, nextPage);
    }

    /** Copies the list. */
    public UsagePage {
        data = List.copyOf(data);
    }

    /**
     * A stretch of time.
     *
     * @param startTime its begin, in seconds of Unix time
     * @param endTime the begin of the next one
     */
    public record Bucket(@JsonProperty("object") String kind, long startTime, long endTime, List<Result> results) {
        /** Of some results. */
        public static Bucket of(long startTime, long endTime, List<Result> results) {
            return new Bucket("bucket", startTime, endTime, results);
        }

        /** Copies the list. */
        public Bucket {
            results = List.copyOf(results);
        }
    }

    /**
     * What was drawn in it.
     *
     * @param images how many pictures
     * @param numModelRequests how many requests they were drawn for
     * @param projectId always null: there are no projects
     */
    public record Result(
            @JsonProperty("object") String kind,
            long images,
            long numModelRequests,
            @Nullable String size,
            @Nullable String source,
            @Nullable String projectId,
            @Nullable String userId,
            @Nullable String apiKeyId,
            @Nullable String model) {
        /** Of the dimensions that were grouped by. */
        public static Result of(
                long images,
                long requests,
                @Nullable String size,
                @Nullable String source,
                @Nullable String userId,
                @Nullable String apiKeyId,
                @Nullable String model) {
            return new Result(
                    "organization.usage.images.result", images, requests, size, source, null, userId, apiKeyId, model);
        }
    }
}
