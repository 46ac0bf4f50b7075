# What lupdate reads and how, for the target that updates the translations and for the test that checks them.
cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH source_root)
set(extraction_folders "${source_root}/core/words" "${source_root}/ui" "${source_root}/app")
set(extraction_options -recursive -no-obsolete -locations none -I "${source_root}/core" -I "${source_root}/ui" -I "${source_root}/app")
