# Runs one file of tests with Node, or says what is missing.
if(NOT EXISTS ${FOLDER}/node_modules/playwright-core OR NOT EXISTS ${FOLDER}/node_modules/axe-core
   OR NOT EXISTS ${FOLDER}/node_modules/ws)
  message(FATAL_ERROR "tests/browser/node_modules is missing or old: run ./test, which installs it")
endif()
find_program(NODE node)
if(NOT NODE)
  message(FATAL_ERROR "Node.js is missing: run ./test, which installs it")
endif()
execute_process(COMMAND ${NODE} --test ${FILE} WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${FILE} failed")
endif()
