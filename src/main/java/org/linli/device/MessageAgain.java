package org.linli.device;

import java.util.UUID;
import org.linli.kernel.Refusal;
import org.linli.platform.deadline.Alarm;
import org.linli.platform.web.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tries a message that was put aside once more 再试, when somebody asked for it; on one node, and again after that one died. */
@Component
class MessageAgain implements Alarm {

    private static final Logger log = LoggerFactory.getLogger(MessageAgain.class);

    private final Messages messages;
    private final Mailbox mailbox;

    MessageAgain(Messages messages, Mailbox mailbox) {
        this.messages = messages;
        this.mailbox = mailbox;
    }

    @Override
    public String name() {
        return Messages.ALARM;
    }

    @Override
    public void ring(UUID id, int asked) {
        messages.kept(id).ifPresent(kept -> {
            try {
                mailbox.take(kept.device(), kept.payload(), kept.heardAt());
                messages.settled(id, Message.State.TAKEN, "");
            } catch (Refusal refused) {
                messages.settled(id, Message.State.REFUSED, refused.code());
            } catch (Mailbox.NotNow busy) {
                throw busy;
            } catch (RuntimeException fault) {
                if (Outage.behind(fault).isPresent()) {
                    throw fault;
                }
                String error = Mailbox.error();
                log.error("Error {} in the message {} that was put aside", error, id, fault);
                messages.failed(id, error);
            }
        });
    }
}
