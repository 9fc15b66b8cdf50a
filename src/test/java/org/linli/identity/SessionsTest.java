package org.linli.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** A session lives while its person is here, in the capacity they chose, and is forgotten when it is over. */
@LinliTest
class SessionsTest {

    @Autowired
    World world;

    @Autowired
    Sessions sessions;

    @Autowired
    @Qualifier("forgetSessions")
    RecurringTask<Void> forgetting;

    @Test
    void itLivesOnWhileItsPersonIsHere() {
        String left = begun(world.ningbao.clerk());
        String here = begun(world.ningbao.clerk());
        Instant later = Instant.now().plus(Duration.ofMinutes(30));
        WallClock.at(
                later,
                () -> World.as(world.ningbao.clerk(), () -> {
                    sessions.touch(here, sessions.presence(here).orElseThrow());
                    return here;
                }));
        WallClock.at(later.plus(Duration.ofHours(12).minusMinutes(5)), () -> {
            assertThat(sessions.presence(left))
                    .as("twelve hours without a request")
                    .isEmpty();
            assertThat(sessions.presence(here)).isPresent();
            forgetting.execute(new TaskInstance<>("forget-sessions", "recurring"), null);
        });
        assertThat(sessions.presence(left)).as("it is gone, whatever the time").isEmpty();
        assertThat(sessions.presence(here)).isPresent();
    }

    @Test
    void itActsInTheCapacityChosenAndInNobodyElses() {
        Actor clerk = world.ningbao.clerk();
        String token = begun(clerk);
        World.as(clerk, () -> {
            sessions.act(token, Optional.empty());
            return token;
        });
        assertThat(sessions.presence(token).orElseThrow().actor().duty()).isEqualTo(Duty.RESIDENT);
        assertThatThrownBy(() -> World.as(clerk, () -> {
                    sessions.act(token, world.ningbao.chief().appointment());
                    return token;
                }))
                .isInstanceOf(Refusal.class);
        World.as(clerk, () -> {
            sessions.act(token, clerk.appointment());
            return token;
        });
        assertThat(sessions.presence(token).orElseThrow().actor().duty()).isEqualTo(Duty.CLERK);
    }

    private String begun(Actor actor) {
        return World.as(actor, () -> sessions.begin("test"));
    }
}
