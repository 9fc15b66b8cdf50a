package org.linli.platform.deadline;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Instant;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.springframework.stereotype.Component;

/** Sets clocks 时限 that end once, on whichever node; set in the transaction of the step that starts them. */
@Component
public class Deadlines {

    static final TaskDescriptor<String> TASK = TaskDescriptor.of("deadline", String.class);

    private final SchedulerClient client;

    Deadlines(SchedulerClient client) {
        this.client = client;
    }

    /** Lets the alarm ring at the given time. Setting the same clock of the same version again changes nothing. */
    public void set(String alarm, UUID matter, int version, PlaceCode place, Instant at) {
        client.scheduleIfNotExists(
                TASK.instance(alarm + ":" + matter + ":" + version)
                        .data(place.value())
                        .build(),
                at);
    }
}
