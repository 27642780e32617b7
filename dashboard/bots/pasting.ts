type Pasting = {
  value: 'html' | 'wordpress' | 'shopify' | 'gtm'
  label: string
  /** Takes the code that keeps its attributes. */
  isTagManager: boolean
  steps: string[]
  otherwise?: string
}

/** Where to paste the code, step by step; ** stands around what the owner will find on the screen. */
export const PASTING: readonly Pasting[] = [
  {
    value: 'html',
    label: 'Plain HTML',
    isTagManager: false,
    steps: [
      'Copy the code.',
      'Open each page that should have the chat, or the template that all pages share.',
      'Paste the code on a line of its own, just before **</body>**.',
      'Save, and publish the pages.',
    ],
  },
  {
    value: 'wordpress',
    label: 'WordPress',
    isTagManager: false,
    steps: [
      'Copy the code.',
      'In WordPress, open **Plugins**, **Add Plugin**, search for **WPCode**, install and activate it.',
      'Open **Code Snippets**, then **Header & Footer**.',
      'Paste the code into the box **Footer** and press **Save Changes**.',
      'If you use a cache plugin, empty its cache.',
    ],
    otherwise:
      'Without a plugin: open **Appearance**, then **Editor**, select the footer, add the block **Custom HTML**, paste the code into it and save.',
  },
  {
    value: 'shopify',
    label: 'Shopify',
    isTagManager: false,
    steps: [
      'Copy the code.',
      'In your Shopify admin, open **Online Store**, then **Themes**.',
      'Beside your theme press **⋯**, then **Edit code**.',
      'In the folder **layout**, open **theme.liquid**.',
      'Scroll to its end and paste the code just before **</body>**.',
      'Press **Save**.',
    ],
  },
  {
    value: 'gtm',
    label: 'Google Tag Manager',
    isTagManager: true,
    steps: [
      'Copy the code. It differs from the others: Tag Manager drops the attributes of a script tag.',
      'In Tag Manager, open **Tags**, then **New**.',
      'Click **Tag Configuration** and choose **Custom HTML**.',
      'Paste the code into the field **HTML**.',
      'Click **Triggering** and choose **All Pages**.',
      'Press **Save**, then **Submit** and **Publish**.',
    ],
  },
]
