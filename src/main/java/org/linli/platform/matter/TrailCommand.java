package org.linli.platform.matter;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** {@code java -jar linli.jar verify}: recomputes the trail without a web server, says one sentence, and exits 0 if all is whole, else 1. */
@Component
@ConditionalOnBooleanProperty("linli.verify")
class TrailCommand implements ApplicationRunner, ExitCodeGenerator {

    private final Trail trail;
    private int code;

    TrailCommand(Trail trail) {
        this.trail = trail;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Trail.Finding finding = trail.verify();
        System.out.println(sentence(finding));
        code = finding.whole() ? 0 : 1;
    }

    @Override
    public int getExitCode() {
        return code;
    }

    static String sentence(Trail.Finding found) {
        String checked = found.entries() + " entries and " + found.seals() + " daily seals";
        return found.fault()
                .map(fault -> "The trail is broken: "
                        + switch (fault) {
                            case "entry" -> "an entry does not have its own hash";
                            case "words" -> "the words of an entry were changed";
                            case "gap" -> "an entry is missing from a matter";
                            case "chain" -> "an entry does not hold the hash of the one before it";
                            case "missing" -> "a matter has fewer or more entries than it took steps";
                            case "seal" -> "a day's seal does not match its entries";
                            default -> fault;
                        }
                        + found.matter().map(matter -> ", matter " + matter).orElse("")
                        + found.seq().map(seq -> ", entry " + seq).orElse("")
                        + found.day().map(day -> ", recorded on " + day).orElse("")
                        + ".")
                .orElse("The trail is whole: " + checked + " were recomputed.");
    }
}
