-- The same words and places as before, put together at half the cost: a setting of its own for each call was dear, and so was
-- asking for the places row by row. What an index holds already stays as it is.
create or replace function order_found(said text, place text) returns tsvector
    language plpgsql immutable parallel safe as $$
begin
    return public.order_pairs(said) || array_to_tsvector(array_remove(array[
        case when length(place) >= 2 then '@' || left(place, 2) end,
        case when length(place) >= 4 then '@' || left(place, 4) end,
        case when length(place) >= 6 then '@' || left(place, 6) end,
        case when length(place) >= 9 then '@' || left(place, 9) end,
        case when length(place) >= 12 then '@' || left(place, 12) end,
        case when length(place) >= 15 then '@' || left(place, 15) end,
        case when length(place) >= 18 then '@' || left(place, 18) end], null));
end $$;
