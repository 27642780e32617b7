import { openTestStore } from '#server/testing/open-test-store.ts'
import { testStore } from '../contract.ts'

testStore(openTestStore)
