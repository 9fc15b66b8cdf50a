package org.linli.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.modulith.events.core.EventSerializer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Events as they wait in the database for those who hear them 事件存档: written once an event, not once a listener. */
@Component
class EventJson implements EventSerializer {

    private final JsonMapper json;
    private final ThreadLocal<@Nullable Written> last = new ThreadLocal<>();

    private record Written(Object event, String text) {}

    EventJson(JsonMapper json) {
        this.json = json;
    }

    /** Events do not change, and their listeners are stored one after the other. */
    @Override
    public Object serialize(Object event) {
        Written before = last.get();
        if (before != null && before.event == event) {
            return before.text;
        }
        Written now = new Written(event, json.writeValueAsString(event));
        last.set(now);
        return now.text;
    }

    @Override
    public <T> T deserialize(Object serialized, Class<T> type) {
        return json.readValue(serialized.toString(), type);
    }
}
