package org.linli.device;

/** A kind of alerts 告警类别 by the word that devices send, and what follows where no rule says otherwise. */
public record AlertKind(String code, String name, String category, Severity severity, int windowMinutes) {

    /** By this a device says that it lives, and nothing else. */
    public static final String HEARTBEAT = "heartbeat";

    /** What holds of it where no rule is closer. */
    public Rule usual() {
        return new Rule(
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                code,
                true,
                category,
                severity,
                windowMinutes,
                "");
    }
}
