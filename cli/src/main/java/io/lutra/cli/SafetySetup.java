package io.lutra.cli;

import io.lutra.cli.config.Configuration;
import io.lutra.cli.config.Keys;
import io.lutra.server.safety.SafetyConfig;

/** Makes of a configuration what safety is set up with. Stateless. */
final class SafetySetup {
    private SafetySetup() {}

    static SafetyConfig of(Configuration config) {
        return new SafetyConfig(
                new SafetyConfig.Prompts(config.get(Keys.SAFETY_POLICY), config.get(Keys.SAFETY_WORDS_FILE)),
                new SafetyConfig.Webhook(
                        config.get(Keys.SAFETY_WEBHOOK_URL),
                        config.get(Keys.SAFETY_WEBHOOK_TIMEOUT),
                        config.get(Keys.SAFETY_WEBHOOK_ON_FAILURE),
                        config.get(Keys.SAFETY_WEBHOOK_PARALLEL),
                        config.get(Keys.SAFETY_WEBHOOK_SECRET_FILE)),
                new SafetyConfig.Audit(
                        config.get(Keys.AUDIT_ENABLED),
                        config.get(Keys.AUDIT_PROMPTS),
                        config.get(Keys.AUDIT_FILE_SIZE),
                        config.get(Keys.AUDIT_FILES),
                        config.get(Keys.AUDIT_KEEP)),
                new SafetyConfig.Provenance(config.get(Keys.PROVENANCE_ENABLED), config.get(Keys.PROVENANCE_PROMPT)));
    }
}
