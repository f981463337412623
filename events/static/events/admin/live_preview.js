// Shows what the server makes of what is being typed: prices with VAT, totals of a quote.
// <div data-live-preview="/url/" data-live-preview-fields="gross_price_cents vat_rule lines-*">
document.addEventListener("DOMContentLoaded", () => {
  for (const preview of document.querySelectorAll("[data-live-preview]")) {
    const form = preview.closest("form")
    const names = preview.dataset.livePreviewFields.split(" ")
    const isWatched = (name) =>
      names.some((watched) => (watched.endsWith("*") ? name.startsWith(watched.slice(0, -1)) : name === watched))
    let timer = 0
    let asked = 0

    const refresh = async () => {
      const mine = ++asked
      const values = new URLSearchParams([...new FormData(form)].filter(([name]) => isWatched(name)))
      const response = await fetch(`${preview.dataset.livePreview}?${values}`)
      // An answer that comes after a later question is old.
      if (response.ok && mine === asked) preview.innerHTML = await response.text()
    }

    for (const kind of ["input", "change", "click"]) {
      form.addEventListener(kind, (event) => {
        if (kind === "click" ? !event.target.closest("button") : !isWatched(event.target.name ?? "")) return
        clearTimeout(timer)
        timer = setTimeout(refresh, 300)
      })
    }
  }
})
