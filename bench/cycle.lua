-- Places an order for somebody, dispatches, accepts and finishes it, each as whoever does it:
-- wrk -t <n> -c <n> -s cycle.lua <address> -- <communities> <cookie> <key> [think time in ms]
-- A cycle is four steps, whoever takes them: with many clients one order's four take longer than a run may last.
-- One connection a thread, so that each follows its own order through the address that the answers give.
local threads = {}
function setup(thread)
   thread:set("number", #threads)
   table.insert(threads, thread)
end
function init(args)
   communities, cookie, key, think = tonumber(args[1]), args[2], args[3], tonumber(args[4] or "0")
   steps, wrong, step, c, path = 0, 0, "place", 0, ""
   math.randomseed(os.time() * 1000 + number)
end
function delay()
   if think == 0 then return 0 end
   return -think * math.log(1 - math.random())
end
local function once()
   return string.format("%06x%06x-bench-%06x%06x", math.random(0, 0xffffff), math.random(0, 0xffffff),
      math.random(0, 0xffffff), math.random(0, 0xffffff))
end
local function post(to, who, body)
   return wrk.format("POST", to, {
      ["Cookie"] = "linli_session=bench-" .. who .. "-" .. c .. "; XSRF-TOKEN=" .. cookie,
      ["Accept"] = "text/html",
      ["Content-Type"] = "application/x-www-form-urlencoded"
   }, "_csrf=" .. key .. "&_once=" .. once() .. body)
end
function request()
   if step == "dispatch" then
      return post(path .. "/dispatch", "clerk", string.format("&organisation=b0000000-0000-7000-8000-%d&words=", 100000000000 + c))
   elseif step == "accept" then
      return post(path .. "/accept", "worker", "&words=")
   elseif step == "finish" then
      return post(path .. "/finish", "worker", "&words=%E4%BF%AE%E5%A5%BD%E4%BA%86&noPhoto=%E7%81%AF%E5%9C%A8%E9%AB%98%E5%A4%84")
   end
   c = math.random(0, communities - 1)
   return post("/desk/orders/new", "clerk", string.format("&channel=PHONE&name=%%E6%%B5%%8B&category=01&words=%%E7%%81%%AF%%E5%%9D%%8F%%E4%%BA%%86"
      .. "&place=%d001001&when=ANY&join=none", 990100000000 + math.floor(c / 100) * 1000000 + math.floor(c % 100 / 10) * 1000 + c % 10))
end
function response(status, headers, body)
   local location = headers["Location"] or headers["location"] or ""
   path = location:match("(/desk/orders/[0-9a-f%-]+)$")
   if status ~= 303 or not path or #path ~= 49 then
      wrong, step = wrong + 1, "place"
      return
   end
   steps = steps + 1
   if step == "place" then step = "dispatch"
   elseif step == "dispatch" then step = "accept"
   elseif step == "accept" then step = "finish"
   else step = "place"
   end
end
function done(summary, latency, requests)
   local taken, bad = 0, 0
   for _, thread in ipairs(threads) do
      taken = taken + thread:get("steps")
      bad = bad + thread:get("wrong")
   end
   io.write(string.format("result requests=%d micros=%d p50=%d p99=%d status=%d socket=%d steps=%d wrong=%d\n", summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(99), summary.errors.status,
      summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, taken, bad))
end
