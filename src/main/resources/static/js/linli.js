// Comfort only: every page does its work without this file.
(() => {
  const root = document.documentElement
  root.classList.add('js')

  // Read aloud: the main part of the page, or what data-read-aloud points to.
  const voice = window.speechSynthesis
  const reveal = scope => voice && scope.querySelectorAll('[data-read-aloud]').forEach(button => { button.hidden = false })
  const read = button => {
    const stop = voice.speaking
    voice.cancel()
    button.setAttribute('aria-pressed', String(!stop))
    if (stop) return
    const text = document.querySelector(button.dataset.readAloud || 'main').cloneNode(true)
    text.querySelectorAll('svg, form, button, [aria-hidden], .no-read').forEach(part => part.remove())
    const words = new SpeechSynthesisUtterance(text.textContent.replace(/\s+/g, ' '))
    words.lang = root.lang
    words.rate = 0.9
    words.onend = () => button.setAttribute('aria-pressed', 'false')
    voice.speak(words)
  }

  // Chosen photos, drawn on a canvas: the content policy allows no blob images.
  const preview = async input => {
    const list = document.getElementById(input.dataset.preview)
    list.replaceChildren()
    for (const file of input.files) {
      const picture = await createImageBitmap(file).catch(() => null)
      const item = document.createElement('li')
      if (picture) {
        const canvas = document.createElement('canvas')
        const scale = Math.min(1, 416 / picture.width)
        canvas.width = picture.width * scale
        canvas.height = picture.height * scale
        canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height)
        canvas.setAttribute('role', 'img')
        canvas.setAttribute('aria-label', file.name)
        item.append(canvas)
      } else item.textContent = file.name
      list.append(item)
    }
  }

  // The answer clock: data-until is an ISO time; the words carry {m} and {s}, so that they come from the message bundle.
  const tick = () => document.querySelectorAll('.answer-clock[data-until]').forEach(clock => {
    const left = Math.round((Date.parse(clock.dataset.until) - Date.now()) / 1000)
    const late = left < 0
    const span = Math.abs(left)
    const minutes = Math.floor(span / 60)
    if (late && minutes >= 60) return // hours late: the words of the page say it better than a count of seconds
    clock.classList.toggle('is-late', late)
    const words = late ? clock.dataset.wordsLate : clock.dataset.wordsLeft
    clock.querySelector('.answer-clock-left').textContent = words.replace('{m}', minutes).replace('{s}', String(span % 60).padStart(2, '0'))
    const bar = clock.querySelector('progress')
    if (bar) bar.value = Math.min(bar.max, bar.max - left)
  })
  tick()
  setInterval(tick, 1000)

  document.addEventListener('click', event => {
    const button = event.target.closest('[data-read-aloud], [data-print]')
    if (!button) return
    if (button.hasAttribute('data-print')) window.print()
    else read(button)
  })
  document.addEventListener('change', event => {
    if (event.target.matches('input[data-preview]')) preview(event.target)
  })
  // A second tap on a slow network must not look like nothing happened.
  document.addEventListener('submit', event => {
    const button = event.submitter
    if (!button || event.target.method !== 'post') return
    button.setAttribute('aria-busy', 'true')
    setTimeout(() => { button.disabled = true })
  })
  addEventListener('pageshow', () => document.querySelectorAll('[aria-busy]').forEach(button => {
    button.disabled = false
    button.removeAttribute('aria-busy')
  }))

  const begin = scope => {
    reveal(scope)
    scope.querySelectorAll('[data-print]').forEach(button => { button.hidden = false })
  }

  // Follow what happens: the server tells only that something moved, and the page asks again itself. A form that somebody
  // is filling in is left as it is; the note then says where the latest is.
  const PARTS = ['standing', 'clock', 'handler', 'line', 'steps', 'folds', 'counts']
  const refused = document.querySelector('.error-summary')
  const typing = part => part.contains(document.activeElement) || (refused && part.querySelector('form')) || [...part.querySelectorAll('input, textarea, select')].some(field =>
    field.type === 'radio' || field.type === 'checkbox' ? field.checked !== field.defaultChecked
      : field.type === 'file' ? field.files.length > 0
        : field.tagName === 'SELECT' ? [...field.options].some(option => option.selected !== option.defaultSelected && option.index > 0)
          : field.value !== field.defaultValue)
  const latest = async note => {
    const answer = await fetch(note.dataset.path, { headers: { Accept: 'text/html' } })
    if (!answer.ok || answer.redirected) return false
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    let whole = true
    for (const id of PARTS) {
      const old = document.getElementById(id)
      const fresh = page.getElementById(id)
      if (!old || !fresh || old.outerHTML === fresh.outerHTML) continue
      if (typing(old)) {
        whole = false
        continue
      }
      old.replaceWith(document.adoptNode(fresh))
      begin(fresh)
      window.htmx?.process(fresh)
    }
    tick()
    return whole
  }
  const tell = (note, whole) => {
    note.className = 'live-note note'
    note.textContent = whole ? note.dataset.fresh : note.dataset.words + ' '
    if (whole) return
    const link = document.createElement('a')
    link.href = note.dataset.path
    link.textContent = note.dataset.see
    note.append(link)
  }
  const follow = note => {
    const matter = note.dataset.live
    let stream
    let missed = false
    const news = async () => tell(note, await latest(note).catch(() => false) && Boolean(matter))
    // A page nobody looks at holds no line to the server: a browser has only six.
    const look = () => {
      stream?.close()
      stream = undefined
      if (document.hidden) {
        missed = true
        return
      }
      stream = new EventSource('/live' + (matter ? '?matter=' + matter : ''))
      stream.addEventListener(matter ? 'moved' : 'news', news)
      if (missed) latest(note).catch(() => false)
      missed = false
    }
    document.addEventListener('visibilitychange', look)
    addEventListener('pagehide', () => stream?.close())
    look()
  }

  begin(document)
  document.querySelectorAll('[data-live]').forEach(follow)
  document.addEventListener('htmx:load', event => begin(event.detail.elt))
  document.querySelector('.error-summary')?.focus()
})()
