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
    if (event.target.matches('[data-submit-on-change]')) event.target.form.requestSubmit()
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
  begin(document)
  document.addEventListener('htmx:load', event => begin(event.detail.elt))
  document.querySelector('.error-summary')?.focus()
})()
