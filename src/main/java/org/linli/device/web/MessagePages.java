package org.linli.device.web;

import java.util.UUID;
import linli.pages.Templates;
import org.linli.device.Messages;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What devices sent and we could not take in: tried again, or dropped. */
@Controller
class MessagePages {

    static final String PATH = DevicePages.PATH + "/aside";

    private final Messages messages;
    private final Templates templates;

    MessagePages(Messages messages, Templates templates) {
        this.messages = messages;
        this.templates = templates;
    }

    @GetMapping(PATH)
    Answer list(Page page) {
        return Answer.show(templates.deviceAside(page, messages.mine()));
    }

    @PostMapping(PATH + "/{id}/again")
    Answer again(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            messages.again(id);
            return PATH;
        });
    }

    @PostMapping(PATH + "/{id}/drop")
    Answer drop(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            messages.drop(id);
            return PATH;
        });
    }
}
