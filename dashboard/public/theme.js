// Runs before the first paint. A plain file, because the content security policy allows no inline script.
try {
  const theme = localStorage.getItem('frontdesk_theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is blocked: the device's own preference stands.
}
