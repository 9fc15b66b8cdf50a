// The map of open orders: what the plan below it lists, drawn where it stands. Without this script the plan is all there is.
(() => {
  const box = document.getElementById('map')
  const places = [...document.querySelectorAll('.plan-place[data-at]')].map(item => ({
    name: item.dataset.place,
    grid: item.dataset.grid,
    at: item.dataset.at.split(' ').map(Number),
    look: [...item.classList].find(name => name !== 'plan-place'),
    count: item.querySelector('.plan-count').textContent.trim(),
    sign: item.querySelector('svg'),
    words: item.querySelector('.visually-hidden')?.textContent ?? '',
    href: item.querySelector('a')?.getAttribute('href'),
  }))
  if (!box || !window.L || places.length === 0) return
  box.hidden = false

  const map = L.map(box, { zoomControl: false, maxZoom: 20, zoomSnap: 0.5 })
  map.attributionControl.setPrefix(false)
  L.control.zoom({ zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map)
  const tiles = (template, attribution) => template && L.tileLayer(template, {
    subdomains: box.dataset.subdomains,
    attribution,
    maxZoom: 20,
    maxNativeZoom: 18,
    referrerPolicy: 'strict-origin-when-cross-origin',
  }).addTo(map)
  tiles(box.dataset.tiles, box.dataset.attribution)
  tiles(box.dataset.labels, '')

  // A grid is drawn around what lies in it: the convex hull of its places (Andrew's monotone chain).
  const hull = points => {
    const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
    const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
    const half = list => list.reduce((side, point) => {
      while (side.length > 1 && turn(side.at(-2), side.at(-1), point) <= 0) side.pop()
      side.push(point)
      return side
    }, []).slice(0, -1)
    return [...half(sorted), ...half(sorted.reverse())]
  }
  const named = name => {
    const words = document.createElement('span')
    words.textContent = name
    return words
  }
  for (const grid of new Set(places.map(place => place.grid).filter(Boolean))) {
    const around = hull(places.filter(place => place.grid === grid).map(place => place.at))
    if (around.length > 2) {
      L.polygon(around, { className: 'map-grid', interactive: false }).addTo(map)
        .bindTooltip(named(grid), { permanent: true, direction: 'center', className: 'map-grid-name' })
    }
  }
  for (const place of places) {
    const words = named(place.name)
    const count = document.createElement('strong')
    count.textContent = place.count
    if (place.sign) words.prepend(place.sign.cloneNode(true))
    words.append(' ', count)
    const marker = L.marker(place.at, {
      icon: L.divIcon({ className: `map-place ${place.look}`, html: words, iconSize: null }),
      title: `${place.name} ${place.words}`.trim(),
      keyboard: Boolean(place.href),
      interactive: Boolean(place.href),
    }).addTo(map)
    if (place.href) marker.on('click', () => { location.href = place.href })
  }
  map.fitBounds(L.latLngBounds(places.map(place => place.at)).pad(0.2), { maxZoom: 18 })
})()
