omstilling_test(config_test LABEL unit SOURCES config.test.cpp LINK omstilling_config)
target_compile_definitions(config_test PRIVATE SHIPPED_CONFIG="${CMAKE_SOURCE_DIR}/etc/omstilling.toml")
