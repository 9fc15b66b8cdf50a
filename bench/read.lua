-- Reads pages as the clerks of invented communities: wrk -s read.lua <address> -- <communities> <orders in each> <cookie> <order|open|inbox|list|search|open311> [think time in ms]
local communities, each, cookie, page, think
function init(args)
   communities, each, cookie, page, think = tonumber(args[1]), tonumber(args[2]), args[3], args[4], tonumber(args[5] or "0")
   math.randomseed(os.time() + tonumber(tostring({}):match("0x(%x+)"), 16) % 100000)
end
function request()
   local c = math.random(0, communities - 1)
   local path = "/desk"
   if page == "order" or page == "open" then
      local n = c + communities * (page == "open" and each - 40 + each % 2 + 2 * math.random(0, 19) or math.random(0, each - 41))
      path = string.format("/desk/orders/0191%04d-%04d-7000-8000-%d", math.floor(n / 10000), n % 10000, 100000000000 + n)
   elseif page == "list" then
      path = "/desk/orders?state=PLACED&category=01&from=2026-01-01"
   elseif page == "search" then
      path = string.format("/desk/orders?words=%%E7%%BC%%96%%E5%%8F%%B7%d", c + communities * math.random(0, each - 1))
   elseif page == "open311" then
      path = "/open311/v2/requests.json?page_size=50&jurisdiction_id=bench" .. c
   end
   return wrk.format("GET", path, { ["Cookie"] = "linli_session=bench-clerk-" .. c .. "; XSRF-TOKEN=" .. cookie, ["Accept"] = "text/html" })
end
function delay()
   if think == 0 then return 0 end
   return -think * math.log(1 - math.random())
end
function done(summary, latency, requests)
   io.write(string.format("result requests=%d micros=%d p50=%d p99=%d status=%d socket=%d\n", summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(99), summary.errors.status,
      summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
