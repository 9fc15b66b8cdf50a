-- 警务联络, to whom alone a report goes that tells of a person.
alter table appointment drop constraint appointment_duty_check;
alter table appointment add constraint appointment_duty_check
    check (duty in ('CLERK', 'CHIEF', 'PROPERTY', 'GRID_WORKER', 'VOLUNTEER', 'MERCHANT', 'STREET', 'STREET_LEADER', 'DEPARTMENT',
                    'POLICE_LIAISON', 'ADMINISTRATOR'));
