-- 街道领导, who alone may let a whistle sound, and 部门联络员, who handles the whistles sent to their department.
alter table appointment drop constraint appointment_duty_check;
alter table appointment add constraint appointment_duty_check
    check (duty in ('CLERK', 'CHIEF', 'PROPERTY', 'GRID_WORKER', 'VOLUNTEER', 'MERCHANT', 'STREET', 'STREET_LEADER', 'DEPARTMENT',
                    'ADMINISTRATOR'));

-- Whoever works for a party sees the matter: it is nobody of another community.
alter table matter_party add constraint matter_party_is_known foreign key (organisation) references organisation;
alter policy matter_party_called on matter_party
    with check (linli_may('matters') and place >= linli_place() and place < linli_place() || ':'
        and place = place_of_matter(matter)
        and serves_at(organisation, place));
