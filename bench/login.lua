-- A storm of logins, each from another address: wrk -s login.lua <address> -- <communities> <cookie> <key> <password>
function init(args)
   communities, cookie, key, password = tonumber(args[1]), args[2], args[3], args[4]
   math.randomseed(os.time() + tonumber(tostring({}):match("0x(%x+)"), 16) % 100000)
end
function request()
   local source = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
   return wrk.format("POST", "/login", {
      ["Cookie"] = "XSRF-TOKEN=" .. cookie,
      ["Accept"] = "text/html",
      ["X-Forwarded-For"] = source,
      ["Content-Type"] = "application/x-www-form-urlencoded"
   }, string.format("_csrf=%s&_once=%06x%06x-bench&account=bench-c%d&password=%s", key, math.random(0, 0xffffff), math.random(0, 0xffffff),
      math.random(0, communities - 1), password))
end
function response(status)
   if status == 303 then entered = (entered or 0) + 1 elseif status == 429 then later = (later or 0) + 1 else odd = (odd or 0) + 1 end
end
local threads = {}
function setup(thread) table.insert(threads, thread) end
function done(summary, latency)
   local entered, later, odd = 0, 0, 0
   for _, thread in ipairs(threads) do
      entered = entered + (thread:get("entered") or 0)
      later = later + (thread:get("later") or 0)
      odd = odd + (thread:get("odd") or 0)
   end
   io.write(string.format("result entered=%d later=%d odd=%d micros=%d\n", entered, later, odd, summary.duration))
end
