package org.linli.platform.web;

import java.util.ArrayList;
import java.util.List;
import org.linli.kernel.PlaceLevel;
import org.linli.platform.Actor;
import org.linli.platform.Duty;

/** What the desk 工作台 offers somebody in the capacity they act in. */
public record DeskMenu(String name, String href, String icon, String words) {

    public static List<DeskMenu> of(Page page) {
        Actor actor = page.actor();
        Duty duty = actor.duty();
        List<DeskMenu> menu = new ArrayList<>();
        if (duty != Duty.ADMINISTRATOR && duty != Duty.DEPARTMENT && !duty.receivesHandovers()) {
            menu.add(new DeskMenu("inbox", "/desk", "inbox", "web.desk.inbox"));
        }
        if (duty.readsMatters() && duty.readsPeople()) {
            menu.add(new DeskMenu("new", "/desk/orders/new", "circle-plus", "web.desk.new"));
        }
        // A department handles whistles and no order.
        boolean orders = duty.readsMatters() || duty.handles() && duty != Duty.DEPARTMENT;
        if (orders) {
            menu.add(new DeskMenu("orders", "/desk/orders", "clipboard-list", "web.desk.orders"));
            menu.add(new DeskMenu("late", "/desk/late", "clock-exclamation", "web.desk.late"));
        }
        if (duty.readsMatters() || duty == Duty.DEPARTMENT) {
            menu.add(new DeskMenu("whistles", "/desk/whistles", "whistle", "web.desk.whistles"));
        }
        if (duty.receivesHandovers()) {
            menu.add(new DeskMenu("handovers", "/desk/handovers", "shield-check", "web.desk.handovers"));
        } else if (duty != Duty.ADMINISTRATOR && duty != Duty.DEPARTMENT) {
            menu.add(new DeskMenu("reports", "/desk/reports", "alert-triangle", "web.desk.reports"));
        }
        if (duty.dispatches() || duty == Duty.GRID_WORKER) {
            menu.add(new DeskMenu("callbacks", "/desk/callbacks", "phone", "web.desk.callbacks"));
        }
        if (duty.dispatches() || duty.ofStreet()) {
            menu.add(new DeskMenu("hotline", "/desk/hotline", "phone", "web.desk.hotline"));
        }
        if (duty.readsMatters() || duty.appoints() || duty == Duty.PROPERTY) {
            menu.add(new DeskMenu("devices", "/desk/devices", "camera", "web.desk.devices"));
        }
        menu.add(new DeskMenu("notices", "/inbox", "bell", "web.desk.notices"));
        if (orders) {
            menu.add(new DeskMenu("rates", "/desk/rates", "list-check", "web.desk.rates"));
        }
        menu.add(new DeskMenu("places", "/desk/places", "building-community", "web.desk.places"));
        if (duty.readsPeople()) {
            menu.add(new DeskMenu("people", "/desk/people", "users", "web.desk.people"));
            if (duty.readsMatters()) {
                menu.add(new DeskMenu("cards", "/desk/cards", "heart-handshake", "web.desk.cards"));
            }
        }
        if (duty.appoints() || duty.dispatches() || duty.handles() && duty != Duty.DEPARTMENT) {
            menu.add(new DeskMenu("duty", "/desk/duty", "calendar", "web.desk.duty"));
        }
        menu.add(new DeskMenu("organisations", "/desk/organisations", "sitemap", "web.desk.organisations"));
        if (duty.appoints() || duty.dispatches() || duty.ofStreet()) {
            menu.add(new DeskMenu("routes", "/desk/routes", "route", "web.desk.routes"));
            menu.add(new DeskMenu("categories", "/desk/categories", "list-check", "web.desk.categories"));
            menu.add(new DeskMenu("calendar", "/desk/calendar", "calendar", "web.desk.calendar"));
        }
        if (duty == Duty.ADMINISTRATOR) {
            menu.add(new DeskMenu("limits", "/desk/whistles/limits", "clock", "web.desk.limits"));
            menu.add(new DeskMenu("layouts", "/desk/layouts", "clipboard-list", "web.desk.layouts"));
        }
        if (duty == Duty.ADMINISTRATOR || duty == Duty.CHIEF || duty.ofStreet()) {
            menu.add(new DeskMenu("trail", "/desk/trail", "shield-check", "web.desk.trail"));
        }
        if (duty == Duty.ADMINISTRATOR) {
            menu.add(new DeskMenu("gateway", "/desk/open311", "link", "web.desk.gateway"));
            menu.add(new DeskMenu("webhooks", "/desk/webhooks", "bell", "web.desk.webhooks"));
        }
        menu.add(new DeskMenu("tokens", "/desk/tokens", "key", "web.desk.tokens"));
        actor.place()
                .filter(place -> place.level().digits() >= PlaceLevel.STREET.digits())
                .ifPresent(
                        place -> menu.add(new DeskMenu("public", "/p/" + place.value(), "world", "web.desk.public")));
        return List.copyOf(menu);
    }
}
